import { Line } from './line';

/** Lines that are kept, at most. */
const SIZE = 1000;

/**
 * What was sent, and the draft, which is the newest of it. Each line can be gone to and edited, and stays
 * as it was edited until something is sent.
 */
export class History {
  /** What was sent, the oldest first. */
  readonly #sent: string[] = [];
  readonly #lines = new Map<number, Line>();
  #at = 0;

  get sent(): readonly string[] {
    return this.#sent;
  }

  /** The line that is being edited. */
  get line(): Line {
    const line = this.#lines.get(this.#at) ?? new Line(this.#sent[this.#at]);
    this.#lines.set(this.#at, line);
    return line;
  }

  /** Goes to the line before, if there is one. */
  previous(): void {
    if (this.#at > 0) this.#at--;
  }

  /** Goes to the line behind, at most to the draft. */
  next(): void {
    if (this.#at < this.#sent.length) this.#at++;
  }

  /** Goes to a line of those that were sent. */
  goTo(index: number): void {
    this.#at = index;
  }

  /** The line was sent: the next is a new draft. A line that is blank, or was sent just before, is not kept. */
  add(text: string): void {
    if (text.trim() !== '' && text !== this.#sent.at(-1)) this.#sent.push(text);
    if (this.#sent.length > SIZE) this.#sent.shift();
    this.#lines.clear();
    this.#at = this.#sent.length;
  }
}
