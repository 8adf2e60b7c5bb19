import type { Clock } from './clock';
import type { OpenChannel } from './open-channel';

/** Milliseconds that a channel is still heard when its last member here has left. */
const LINGER = 30_000;

/** The channels that are heard here. */
export class OpenChannels implements Iterable<OpenChannel> {
  readonly #clock: Clock;
  readonly #channels = new Map<string, { channel: OpenChannel; unsubscribe: () => void }>();
  /** Channels without members here, and since when; the first is that one for longest. */
  readonly #idle = new Map<OpenChannel, number>();
  #highest = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** No channel that is closed had a message of a higher number. */
  get highest(): number {
    return this.#highest;
  }

  get(name: string): OpenChannel | undefined {
    return this.#channels.get(name)?.channel;
  }

  /** Those of these names that are open. */
  named(names: readonly string[]): OpenChannel[] {
    return names.flatMap((name) => this.get(name) ?? []);
  }

  *[Symbol.iterator](): Iterator<OpenChannel> {
    for (const { channel } of this.#channels.values()) yield channel;
  }

  /** @param unsubscribe called when it is closed */
  add(channel: OpenChannel, unsubscribe: () => void): void {
    this.#channels.set(channel.name, { channel, unsubscribe });
  }

  /** Members have come, left, or are about to come: whether there are any decides how long it stays open. */
  note(channel: OpenChannel): void {
    this.#idle.delete(channel);
    if (channel.members.size === 0) this.#idle.set(channel, this.#clock.now());
  }

  close(channel: OpenChannel): void {
    this.#channels.get(channel.name)?.unsubscribe();
    this.#channels.delete(channel.name);
    this.#idle.delete(channel);
    this.#highest = Math.max(this.#highest, channel.number);
  }

  /** Closes those that have had no member for long, and that nobody waits for. */
  closeIdle(): void {
    const before = this.#clock.now() - LINGER;
    for (const [channel, since] of this.#idle) {
      if (since > before) break;
      if (channel.waiting.length === 0) this.close(channel);
    }
  }
}
