/** Milliseconds that a peer has to answer: TCP's own questions take as long. */
const PATIENCE = 10_000;

/** What a heartbeat asks and tells. */
export interface Pulse {
  /** Whether what the peer says is read now: who is not heard has not been silent. */
  listens(): boolean;
  /** Asks the peer whether it is there. */
  ask(): void;
  /** It has not answered. */
  gone(): void;
}

/** Asks a peer that says nothing whether it is still there. */
export class Heartbeat {
  readonly #pulse: Pulse;
  readonly #silence: NodeJS.Timeout;
  #patience: NodeJS.Timeout | undefined;

  /** @param interval milliseconds of silence after which it asks */
  constructor(interval: number, pulse: Pulse) {
    this.#pulse = pulse;
    this.#silence = setTimeout(() => {
      if (pulse.listens()) this.#ask();
      else this.#silence.refresh();
    }, interval);
  }

  /** The peer said something. */
  heard(): void {
    this.#calm();
    this.#silence.refresh();
  }

  stop(): void {
    clearTimeout(this.#silence);
    this.#calm();
  }

  /** No answer is waited for any more, be its time over already. */
  #calm(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
  }

  #ask(): void {
    this.#pulse.ask();
    const patience = setTimeout(() => {
      // The timer may be late, and the answer lie in the socket: that is read first.
      setImmediate(() => {
        if (this.#patience !== patience) return;
        if (this.#pulse.listens()) this.#pulse.gone();
        else this.#silence.refresh();
      });
    }, PATIENCE);
    this.#patience = patience;
  }
}
