import { type Result } from './result';

/** Carriage return, and what erases the line: the next text takes its place. */
const ERASE = '\r\x1b[K';

/** Shows on a terminal, in one line, how far a run has come. */
export class Progress {
  #done = 0;
  #failed = 0;

  constructor(
    private readonly total: number,
    private readonly write: (text: string) => void,
  ) {
    this.#show();
  }

  add({ failure }: Result): void {
    this.#done++;
    if (failure !== undefined) this.#failed++;
    this.#show();
  }

  /** Leaves nothing of itself. */
  end(): void {
    this.write(ERASE);
  }

  #show(): void {
    const failed = this.#failed === 0 ? '' : `, ${this.#failed} failed`;
    this.write(`${ERASE}${this.#done} of ${this.total} checks${failed}`);
  }
}
