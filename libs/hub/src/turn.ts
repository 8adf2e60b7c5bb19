import type { Channel } from './channel';
import type { Outbox } from './outbox';
import { WORK } from './work';

/**
 * Runs `flush` once, soon: when everything that can be read now has been read. One that runs it at
 * once ends the turn with each call of the hub.
 *
 * With other hubs there is `tell`, which may be run shortly before: they are told what happened here, and need
 * not wait until the members here are served.
 */
export type Schedule = (flush: () => void, tell?: () => void) => void;

/** What has to be delivered when the current turn ends. */
export class Turn {
  readonly #schedule: Schedule;
  /** Whether there are other hubs to be told. */
  readonly #shared: boolean;
  #channels: Channel[] = [];
  #outboxes: Outbox[] = [];
  #scheduled = false;
  /** The schedule is being called, so a flush now comes before what it is for. */
  #scheduling = false;
  /** A flush that came too early. */
  #due = false;
  #delivering = false;
  #afterwards: (() => void)[] = [];
  #faults: unknown[] = [];
  /** Channels whose memory of earlier turns is kept for the next. */
  #warm: Channel[] = [];
  /** The work that was asked for so far, as {@link WORK} counts it. */
  work = 0;

  constructor(schedule: Schedule, shared: boolean) {
    this.#schedule = schedule;
    this.#shared = shared;
  }

  /** Whether links are being called: whatever comes from them now comes from inside a flush. */
  get delivering(): boolean {
    return this.#delivering;
  }

  /** Once per turn and channel: when the first frame is broadcast to it. */
  addChannel(channel: Channel): void {
    this.#channels.push(channel);
    this.#request();
  }

  /** When an outbox holds something that its channel's batch alone would not deliver. */
  addOutbox(outbox: Outbox): void {
    this.work += WORK.answer;
    this.#outboxes.push(outbox);
    this.#request();
  }

  /** The channel keeps memory, to be given back by {@link sweep}. */
  warm(channel: Channel): void {
    this.#warm.push(channel);
  }

  /** Has every channel that was quiet since the last call give its memory back. */
  sweep(): void {
    this.#warm = this.#warm.filter((channel) => !channel.cool());
  }

  /** Runs the function when the flush that is under way is over. */
  afterwards(act: () => void): void {
    this.#afterwards.push(act);
  }

  /** A link has thrown. */
  fault(error: unknown): void {
    this.#faults.push(error);
  }

  /** MUST be called as a call of the hub ends: a schedule may have flushed while it was under way. */
  settle(): void {
    if (!this.#due || this.#delivering) return;
    this.#due = false;
    this.#flush();
  }

  #request(): void {
    if (this.#scheduled) return;
    const schedule = this.#schedule;
    this.#scheduled = true;
    this.#scheduling = true;
    try {
      if (this.#shared) schedule(this.#flush, this.#tell);
      else schedule(this.#flush);
    } catch (error) {
      this.#scheduled = false;
      throw error;
    } finally {
      this.#scheduling = false;
    }
  }

  readonly #tell = (): void => {
    for (const channel of this.#channels) channel.tell();
  };

  readonly #flush = (): void => {
    if (this.#scheduling || this.#delivering) {
      this.#due = true;
      return;
    }
    this.#scheduled = false;
    this.#delivering = true;
    try {
      this.#deliver();
    } finally {
      this.#delivering = false;
    }
    for (const act of this.#afterwards.splice(0)) act();
    this.settle();
    const faults = this.#faults.splice(0);
    if (faults.length === 1) throw faults[0];
    if (faults.length > 1) throw new AggregateError(faults, 'Several links have thrown.');
  };

  /** Channels first: they deliver what their members' outboxes hold along with the batch. */
  #deliver(): void {
    const channels = this.#channels;
    const outboxes = this.#outboxes;
    this.#channels = [];
    this.#outboxes = [];
    // All before any: whoever moved about is owed views of several channels.
    for (const channel of channels) channel.tell();
    for (const channel of channels) channel.flush();
    for (const outbox of outboxes) outbox.flush();
  }
}
