/** Milliseconds, at most, of the first pause and of the longest. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/** Milliseconds that a connection has to last for the pauses to begin anew when it is lost. */
const STEADY = 10_000;

/**
 * How long to wait before each try to reach a server that is gone: a second, and twice as long each time, up to
 * 30 seconds. Up to half of it is left to chance, so that not all who lost a server come back to it at once.
 */
export class Backoff {
  #tries = 0;

  /** @returns the milliseconds to wait before the next try */
  next(): number {
    const pause = Math.min(FIRST_PAUSE * 2 ** this.#tries++, LONGEST_PAUSE);
    return pause * (1 - Math.random() / 2);
  }

  /**
   * A connection was lost. After one that lasted 10 seconds, the pauses begin anew; one that the server took
   * and dropped was no better than none.
   *
   * @param lasted milliseconds from its beginning to its end
   */
  lost(lasted: number): void {
    if (lasted >= STEADY) this.#tries = 0;
  }
}
