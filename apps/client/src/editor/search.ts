/** A search in what was sent, back from the newest. */
export class Search {
  readonly #sent: readonly string[];
  #query = '';
  #found: number;

  constructor(sent: readonly string[]) {
    this.#sent = sent;
    this.#found = sent.length;
  }

  get query(): string {
    return this.#query;
  }

  /** Which of the lines is found; `undefined` where none is. */
  get found(): number | undefined {
    return this.#query !== '' && this.#found >= 0 && this.#found < this.#sent.length
      ? this.#found
      : undefined;
  }

  /** Searches for another text, from the newest. */
  seek(query: string): void {
    this.#query = query;
    this.#found = this.#findBefore(this.#sent.length);
  }

  /** Goes on to an older line; stays where there is none. */
  next(): void {
    const found = this.#findBefore(this.#found);
    if (found >= 0) this.#found = found;
  }

  #findBefore(index: number): number {
    const query = this.#query.toLowerCase();
    return this.#sent.findLastIndex((line, at) => at < index && line.toLowerCase().includes(query));
  }
}
