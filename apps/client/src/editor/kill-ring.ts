/** Texts that are kept, at most. */
const SIZE = 30;

/** What was deleted by more than one character at a time, and can be put back. */
export class KillRing {
  readonly #texts: string[] = [];
  #at = 0;

  /** The text that would be put back. */
  get text(): string {
    return this.#texts[this.#at] ?? '';
  }

  add(text: string): void {
    if (text === '') return;
    this.#texts.push(text);
    if (this.#texts.length > SIZE) this.#texts.shift();
    this.#at = this.#texts.length - 1;
  }

  /** Goes to the text before, and from the oldest to the newest. */
  rotate(): void {
    this.#at = this.#at === 0 ? this.#texts.length - 1 : this.#at - 1;
  }
}
