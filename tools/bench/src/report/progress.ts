/** Carriage return, and what erases the line: the next text takes its place. */
const ERASE = '\r\x1b[K';

/** Says on stderr how far a run has come: on a terminal in one line, else line by line. */
export class Progress {
  readonly #start = performance.now();

  constructor(private readonly stream: { isTTY?: boolean; write(text: string): unknown }) {}

  show(text: string): void {
    const elapsed = `${Math.round((performance.now() - this.#start) / 1000)} s`;
    this.stream.write(this.stream.isTTY ? `${ERASE}${elapsed} ${text}` : `${elapsed} ${text}\n`);
  }

  /** Leaves nothing of itself on a terminal. */
  end(): void {
    if (this.stream.isTTY) this.stream.write(ERASE);
  }
}
