import type { Batch } from './batch';
import type { Link } from './link';
import type { Turn } from './turn';

/**
 * What one member is owed in the current turn, in the order in which it came about (rule 19): the
 * views taken so far, then the rest of its channel's batch from a cursor on.
 *
 * A broadcast costs its listeners nothing here: they find it behind their cursors when the turn ends.
 * Only what must come between two broadcasts (a reply, a gap where the member's own frames lie, a
 * change of channel) takes a view early.
 */
export class Outbox {
  readonly #link: Link;
  readonly #turn: Turn;
  #taken: Uint8Array[] | undefined;
  #batch: Batch | undefined;
  #cursor = 0;
  #ending = false;
  /** Whether the turn knows that this outbox has to be flushed, with a batch or without. */
  #listed = false;

  constructor(link: Link, turn: Turn) {
    this.#link = link;
    this.#turn = turn;
  }

  /** From here on, what is appended to the batch is owed. */
  follow(batch: Batch): void {
    this.#batch = batch;
    this.#cursor = batch.length;
  }

  /** What was appended up to here is owed; nothing later is. */
  unfollow(): void {
    this.take();
    this.#batch = undefined;
    if (this.#taken !== undefined) this.#list();
  }

  /** Takes a view of what is owed of the batch so far, before something else comes behind it. */
  take(): void {
    if (this.#batch === undefined) return;
    const end = this.#batch.length;
    if (this.#cursor < end) this.#owe(this.#batch.view(this.#cursor, end));
    this.#cursor = end;
  }

  /** Leaves out what was appended since {@link take}: the member's own frames (rule 9). */
  skip(): void {
    if (this.#batch !== undefined) this.#cursor = this.#batch.length;
  }

  /** Owes the member alone whole frames, behind everything owed so far. */
  send(frames: Uint8Array): void {
    this.take();
    this.#owe(frames);
    this.#list();
  }

  /** Ends the link once what is owed is delivered. */
  end(): void {
    this.#ending = true;
    this.#list();
  }

  /**
   * Delivers what is owed as the turn of the followed batch ends.
   *
   * @param whole the whole batch, which most members share
   */
  flushBatch(whole: readonly Uint8Array[]): void {
    if (this.#taken === undefined && this.#cursor === 0) {
      this.#link.deliver(whole);
      return;
    }
    this.take();
    this.#cursor = 0;
    this.flush();
  }

  /** Delivers what was taken, and ends the link if that was asked for. */
  flush(): void {
    this.#listed = false;
    const views = this.#taken;
    if (views !== undefined) {
      this.#taken = undefined;
      this.#link.deliver(views);
    }
    if (this.#ending) this.#link.end();
  }

  #owe(view: Uint8Array): void {
    if (this.#taken === undefined) this.#taken = [view];
    else this.#taken.push(view);
  }

  #list(): void {
    if (this.#listed) return;
    this.#listed = true;
    this.#turn.addOutbox(this);
  }
}
