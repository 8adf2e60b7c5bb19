import type { Batch } from './batch';
import type { Elsewhere, Happening } from './elsewhere';

/**
 * One more member of a channel: it is delivered what is said and what happens here, for the other hubs, and
 * speaks what was said elsewhere. Like any speaker, it does not hear itself.
 */
export class Bridge {
  readonly #channel: string;
  readonly #batch: Batch;
  readonly #elsewhere: Elsewhere;
  #happenings: Happening[] = [];
  #cursor = 0;

  constructor(channel: string, batch: Batch, elsewhere: Elsewhere) {
    this.#channel = channel;
    this.#batch = batch;
    this.#elsewhere = elsewhere;
  }

  /**
   * Somebody came or went, here if there is something to be told elsewhere. What the members here are told of it
   * is appended next.
   */
  note(happening: Happening | undefined): void {
    this.take();
    if (happening !== undefined) this.#happenings.push(happening);
  }

  /** Takes a view of what was said so far, before something else comes behind it. */
  take(): void {
    const end = this.#batch.length;
    if (this.#cursor < end) {
      this.#happenings.push({ type: 'said', frames: this.#batch.view(this.#cursor, end) });
    }
    this.#cursor = end;
  }

  /** Leaves out what was appended since {@link take} or {@link note}. */
  skip(): void {
    this.#cursor = this.#batch.length;
  }

  /** Delivers what happened in the turn so far. MUST be called before the batch is cleared. */
  flush(): void {
    this.take();
    if (this.#happenings.length === 0) return;
    const happenings = this.#happenings;
    this.#happenings = [];
    this.#elsewhere.deliver(this.#channel, happenings);
  }

  /** The batch has been cleared. */
  clear(): void {
    this.#cursor = 0;
  }
}
