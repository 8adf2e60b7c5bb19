import type { Allocate } from './batch';
import { Channel } from './channel';
import type { Elsewhere } from './elsewhere';
import { SortedNames, type Listing } from './listing';
import type { Turn } from './turn';
import { WORK } from './work';

/**
 * Every channel by name. Channels outlive their members (rule 15): none is removed, unless it is one that other
 * hubs have too, and an operator removes it from all.
 */
export class Directory {
  readonly #turn: Turn;
  readonly #allocate: Allocate;
  readonly #limit: number;
  readonly #elsewhere: Elsewhere | undefined;
  readonly #channels = new Map<string, Channel>();
  readonly #names = new SortedNames();

  /** @param limit channels, at most */
  constructor(turn: Turn, allocate: Allocate, limit: number, elsewhere: Elsewhere | undefined) {
    this.#turn = turn;
    this.#allocate = allocate;
    this.#limit = limit;
    this.#elsewhere = elsewhere;
  }

  get size(): number {
    return this.#channels.size;
  }

  get full(): boolean {
    return this.size >= this.#limit;
  }

  get(name: string): Channel | undefined {
    return this.#channels.get(name);
  }

  /** Adds a channel, whose name none has yet. */
  create(name: string): Channel {
    const channel = new Channel(this.#turn, this.#allocate);
    if (this.#elsewhere !== undefined) channel.bridge(name, this.#elsewhere);
    this.#turn.work += WORK.creation;
    this.#channels.set(name, channel);
    this.#names.add(name);
    return channel;
  }

  /** Forgets a channel, in which nobody is any more. */
  remove(name: string): void {
    this.#channels.delete(name);
    this.#names.remove(name);
  }

  /** What answers /list (rule 11). */
  list(): Listing {
    return this.#names.list();
  }
}
