import type { Channel } from './channel';
import type { Outbox } from './outbox';

/** Runs a function once, soon: when everything that can be read now has been read. */
export type Schedule = (flush: () => void) => void;

/** What has to be delivered when the current turn ends. */
export class Turn {
  readonly #schedule: Schedule;
  #channels: Channel[] = [];
  #outboxes: Outbox[] = [];
  #scheduled = false;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  /** Once per turn and channel: when the first frame is broadcast to it. */
  addChannel(channel: Channel): void {
    this.#channels.push(channel);
    this.#request();
  }

  /** When an outbox holds something that its channel's batch alone would not deliver. */
  addOutbox(outbox: Outbox): void {
    this.#outboxes.push(outbox);
    this.#request();
  }

  #request(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(this.#flush);
  }

  /** Channels first: they deliver what their members' outboxes hold along with the batch. */
  readonly #flush = (): void => {
    const channels = this.#channels;
    const outboxes = this.#outboxes;
    this.#channels = [];
    this.#outboxes = [];
    this.#scheduled = false;
    // All before any: whoever moved about is owed views of several channels.
    for (const channel of channels) channel.clean();
    for (const channel of channels) channel.flush();
    for (const outbox of outboxes) outbox.flush();
  };
}
