import { Batch, type Allocate } from './batch';
import { Bridge } from './bridge';
import type { Elsewhere, Happening } from './elsewhere';
import type { Outbox } from './outbox';
import type { Turn } from './turn';
import { WORK } from './work';

/**
 * The fan-out: one frame in, many out. It is the hot path, and it MUST
 * - copy a frame once, however many members hear it;
 * - touch no member but the speaker when a frame comes in;
 * - deliver to each member at most once per turn, all of them sharing the batch's memory;
 * - keep for each member the order in which frames, replies and changes of channel came (rule 19).
 */
export class Channel {
  readonly #turn: Turn;
  readonly #batch: Batch;
  readonly #members = new Set<Outbox>();
  /** Whether the turn knows that the channel has to be flushed. */
  #listed = false;
  /** Where what happens here goes to other hubs, if there are any. */
  #bridge: Bridge | undefined;
  /** Whether memory may be kept for the next turn, and whether a turn has used it since the last sweep. */
  #warm = false;
  #used = false;

  constructor(turn: Turn, allocate: Allocate) {
    this.#turn = turn;
    this.#batch = new Batch(allocate);
  }

  /** From now on, tells the other hubs what happens here. */
  bridge(name: string, elsewhere: Elsewhere): void {
    this.#bridge = new Bridge(name, this.#batch, elsewhere);
  }

  enter(member: Outbox): void {
    this.#members.add(member);
    member.follow(this.#batch);
  }

  leave(member: Outbox): void {
    this.#members.delete(member);
    member.unfollow();
    if (this.#members.size === 0) this.#batch.release();
  }

  /** Relays a member's message to every other member (rule 16), if there is any. */
  relay(speaker: Outbox, frame: Uint8Array, prefix: Uint8Array): void {
    if (this.#members.size === 1 && this.#bridge === undefined) return;
    speaker.take();
    this.#batch.appendFrame(frame, prefix);
    speaker.skip();
    this.#appended();
  }

  /**
   * Tells every member that somebody else came or went (rules 14 and 18).
   *
   * @param happening what the other hubs are told, if it was here
   */
  announce(text: Uint8Array, happening?: Happening): void {
    if (this.#bridge !== undefined) {
      this.#bridge.note(happening);
      if (happening !== undefined) this.#request();
    }
    if (this.#members.size === 0) return;
    this.#batch.append(text);
    this.#bridge?.skip();
    this.#appended();
  }

  /** Relays to every member what was said elsewhere. */
  relayFromElsewhere(frames: Uint8Array): void {
    if (this.#members.size === 0) return;
    this.#bridge?.take();
    this.#batch.appendFrames(frames);
    this.#bridge?.skip();
    this.#appended();
  }

  /**
   * Makes the turn's batch fit to be delivered, and tells the other hubs what happened here so far. Whatever goes
   * wrong elsewhere harms no member here.
   */
  tell(): void {
    this.#batch.clean();
    try {
      this.#bridge?.flush();
    } catch (error) {
      this.#turn.fault(error);
    }
  }

  /** Delivers the turn's batch. */
  flush(): void {
    this.#listed = false;
    if (this.#batch.length > 0) {
      const whole = [this.#batch.view(0, this.#batch.length)];
      for (const member of this.#members) member.flushBatch(whole);
    }
    this.#batch.clear();
    this.#bridge?.clear();
    if (this.#members.size === 0) this.#batch.release();
    else this.#keep();
  }

  /**
   * Gives the memory of earlier turns back if none has used it since the last call.
   *
   * @returns whether it did
   */
  cool(): boolean {
    if (this.#used) {
      this.#used = false;
      return false;
    }
    this.#batch.release();
    this.#warm = false;
    return true;
  }

  /** A frame lies in the batch, which the turn is going to flush. */
  #appended(): void {
    this.#turn.work += this.#members.size * WORK.delivery;
    this.#request();
  }

  #request(): void {
    if (this.#listed) return;
    this.#listed = true;
    this.#turn.addChannel(this);
  }

  #keep(): void {
    this.#used = true;
    if (this.#warm) return;
    this.#warm = true;
    this.#turn.warm(this);
  }
}
