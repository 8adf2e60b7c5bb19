/** Bytes that may be on their way to the broker before the members wait that speak, and until when they do. */
const MOST = 8 * 1024 * 1024;
const ENOUGH = MOST / 2;

/** Bytes after which the broker is asked at once. An answer for each message would cost as much as the message. */
const MUCH = 64 * 1024;

/**
 * What the broker has not taken yet, as far as is known: the client has no limit for it, but an answer of the
 * broker says that all before it was taken. One is asked for when much is on its way, and when
 * {@link ask} is called.
 */
export class Credit {
  readonly #flush: () => Promise<void>;
  readonly #relieved: () => void;
  /** Bytes that were published; of those, the ones ahead of the last question, and ahead of the last answer. */
  #spent = 0;
  #asked = 0;
  #taken = 0;
  #congested = false;

  /** @param relieved called when {@link congested} is false again */
  constructor(flush: () => Promise<void>, relieved: () => void) {
    this.#flush = flush;
    this.#relieved = relieved;
  }

  /** Bytes on their way. */
  get outstanding(): number {
    return this.#spent - this.#taken;
  }

  get congested(): boolean {
    return this.#congested;
  }

  /** So many bytes were published. */
  spend(bytes: number): void {
    this.#spent += bytes;
    if (this.outstanding > MOST) this.#congested = true;
    this.#askAboutMuch();
  }

  /**
   * Asks for an answer, even if one is on its way: that one may never come, and each later one says the same. MUST be
   * called now and then.
   */
  ask(): void {
    const asked = (this.#asked = this.#spent);
    const taken = (): void => {
      this.#taken = Math.max(this.#taken, asked);
      if (this.#congested && this.outstanding <= ENOUGH) {
        this.#congested = false;
        this.#relieved();
      }
      this.#askAboutMuch();
    };
    // If it fails, the connection is gone, and what was on its way with it.
    this.#flush().then(taken, taken);
  }

  #askAboutMuch(): void {
    if (this.outstanding > MUCH && this.#asked <= this.#taken) this.ask();
  }
}
