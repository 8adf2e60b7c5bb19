const TOKEN = 1000;

/**
 * Lets through `burst` at once and `rate` per second in the long run: each frame takes a token, and
 * tokens come back at that rate. While none is waited for, no more than the burst is saved up.
 */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  readonly #now: () => number;
  /** In thousandths of a token: what the rate earns in a millisecond is then a whole number. */
  #credit: number;
  #counted: number;
  /** More was wanted than there was: what is earned now is for that, and is not saved up. */
  #short = false;

  /**
   * @param rate tokens per second
   * @param burst tokens at most, and to begin with
   * @param now milliseconds of a clock that never goes back
   */
  constructor(rate: number, burst: number, now: () => number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#now = now;
    this.#credit = burst * TOKEN;
    this.#counted = now();
  }

  /** Takes as many tokens as are wanted, or the fewer that are there: a whole number. */
  take(wanted: number): number {
    this.#refill();
    const taken = Math.min(wanted, Math.floor(this.#credit / TOKEN));
    this.#credit -= taken * TOKEN;
    this.#short = taken < wanted;
    return taken;
  }

  /** Milliseconds until there is a token to take; 0 if there is one. */
  wait(): number {
    this.#refill();
    return Math.max(0, Math.ceil((TOKEN - this.#credit) / this.#rate));
  }

  #refill(): void {
    const now = this.#now();
    this.#credit += (now - this.#counted) * this.#rate;
    // Timers are late: with the burst as the limit here too, the rate would not be reached.
    if (!this.#short) this.#credit = Math.min(this.#burst * TOKEN, this.#credit);
    this.#counted = now;
  }
}
