import type { Batch } from './batch';
import type { Answer, Link } from './link';
import type { Listing } from './listing';
import { PulledAnswer } from './pulled-answer';
import type { Turn } from './turn';
import { WORK } from './work';

/**
 * Bytes of answers that a member may be sent before it has taken them. The next one is pulled: so however
 * much a member asks for, and however slowly it reads, only this much waits for it.
 */
const WINDOW = 64 * 1024;

/** Bytes whose copying and writing is a `WORK.portion`. */
const PORTION_UNIT = 4096;

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
  /** Bytes of answers since the member was last seen to have taken all. */
  #untaken = 0;
  /** The answer to be pulled, and how many of the taken views come before it. */
  #answer: Answer | undefined;
  #before = 0;
  #waiting = false;
  #ending = false;
  /** Whether the turn knows that this outbox has to be flushed, with a batch or without. */
  #listed = false;

  constructor(link: Link, turn: Turn) {
    this.#link = link;
    this.#turn = turn;
  }

  /** Whether an answer has not been taken yet, behind which no other may come. */
  get waiting(): boolean {
    return this.#waiting;
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

  /** Owes the member alone an answer of a few frames, behind everything owed so far. */
  reply(frames: Uint8Array): void {
    this.#untaken += frames.length;
    if (this.#mayFollow) this.#answerNow([frames]);
    else this.#answerPulled([frames]);
  }

  /** Owes the member alone an answer of any length, behind everything owed so far. */
  list(listing: Listing): void {
    const first = listing.next();
    const size = first.reduce((sum, view) => sum + view.length, 0);
    this.#turn.work += Math.ceil(size / PORTION_UNIT) * WORK.portion;
    this.#untaken += size;
    if (this.#mayFollow && listing.done) this.#answerNow(first);
    else if (this.#link.pull === undefined) {
      this.#answerNow(first);
      while (!listing.done) this.#answerNow(listing.next());
    } else this.#answerPulled(first, listing);
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
      this.#deliver(whole);
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
    this.#taken = undefined;
    if (this.#answer !== undefined) this.#flushAnswer(this.#answer, views ?? []);
    else if (views !== undefined) this.#deliver(views);
    if (this.#ending)
      this.#call(() => {
        this.#link.end();
      });
  }

  #flushAnswer(answer: Answer, views: readonly Uint8Array[]): void {
    this.#answer = undefined;
    if (this.#before > 0) this.#deliver(views.slice(0, this.#before));
    this.#call(() => this.#link.pull?.(answer));
    if (views.length > this.#before) this.#deliver(views.slice(this.#before));
  }

  /** A link that throws harms no other. */
  #deliver(views: readonly Uint8Array[]): void {
    try {
      this.#link.deliver(views);
    } catch (error) {
      this.#turn.fault(error);
    }
  }

  #call(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#turn.fault(error);
    }
  }

  /** Whether answers need not be pulled: all that may wait for the member still fit the window. */
  get #mayFollow(): boolean {
    return this.#untaken <= WINDOW || this.#link.pull === undefined;
  }

  #answerNow(views: readonly Uint8Array[]): void {
    this.take();
    for (const view of views) this.#owe(view);
    this.#list();
  }

  #answerPulled(first: readonly Uint8Array[], rest?: Listing): void {
    this.take();
    this.#before = this.#taken?.length ?? 0;
    this.#waiting = true;
    this.#answer = new PulledAnswer(first, rest, () => {
      this.#waiting = false;
      this.#untaken = 0;
      this.#link.ready?.();
    });
    this.#list();
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
