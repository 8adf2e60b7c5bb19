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
  #outstanding = 0;
  #asking = false;
  #congested = false;

  /** @param relieved called when {@link congested} is false again */
  constructor(flush: () => Promise<void>, relieved: () => void) {
    this.#flush = flush;
    this.#relieved = relieved;
  }

  /** Bytes on their way. */
  get outstanding(): number {
    return this.#outstanding;
  }

  get congested(): boolean {
    return this.#congested;
  }

  /** So many bytes were published. */
  spend(bytes: number): void {
    this.#outstanding += bytes;
    if (this.#outstanding > MOST) this.#congested = true;
    if (this.#outstanding > MUCH) this.ask();
  }

  /** Asks for an answer, unless one is on its way. MUST be called now and then, for the little that is left. */
  ask(): void {
    if (!this.#asking) void this.#untilLittle();
  }

  async #untilLittle(): Promise<void> {
    this.#asking = true;
    do {
      const asked = this.#outstanding;
      try {
        await this.#flush();
      } catch {
        // The connection is gone, and what was on its way with it.
      }
      this.#outstanding -= asked;
      if (this.#congested && this.#outstanding <= ENOUGH) {
        this.#congested = false;
        this.#relieved();
      }
    } while (this.#outstanding > MUCH);
    this.#asking = false;
  }
}
