/** Milliseconds from one connection that is let go to the next, at least. */
const PAUSE = 2;

/**
 * Where whoever sends much that nobody else hears waits to be read again: frames that are refused, or
 * said to an empty channel. One is let go at a time, so that however many flood so, they take a small
 * part of the processor.
 */
export class Tarpit {
  readonly #waiting: (() => void)[] = [];

  /** Calls the function once, when its turn has come. */
  add(letGo: () => void): void {
    this.#waiting.push(letGo);
    if (this.#waiting.length === 1) setTimeout(this.#letGo, PAUSE);
  }

  readonly #letGo = (): void => {
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) setTimeout(this.#letGo, PAUSE);
  };
}
