/** Milliseconds in which a warning is not repeated. */
const QUIET = 60_000;

/** A warning of something that can happen many times a second, and is said once a minute. */
export class RepeatedWarning {
  #saidAt = -Infinity;
  #leftOut = 0;

  /**
   * It has happened again.
   *
   * @param say called if it is to be said, with how often it was not said since the last time
   */
  happened(say: (leftOut: number) => void): void {
    const now = performance.now();
    if (now - this.#saidAt < QUIET) {
      this.#leftOut++;
      return;
    }
    this.#saidAt = now;
    say(this.#leftOut);
    this.#leftOut = 0;
  }
}
