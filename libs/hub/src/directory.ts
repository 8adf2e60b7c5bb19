import type { Allocate } from './batch';
import { Channel } from './channel';
import { SortedNames, type Listing } from './listing';
import type { Turn } from './turn';
import { WORK } from './work';

/** Every channel by name. None is ever removed: channels outlive their members (rule 15). */
export class Directory {
  readonly #turn: Turn;
  readonly #allocate: Allocate;
  readonly #limit: number;
  readonly #channels = new Map<string, Channel>();
  readonly #names = new SortedNames();

  /** @param limit channels, at most */
  constructor(turn: Turn, allocate: Allocate, limit: number) {
    this.#turn = turn;
    this.#allocate = allocate;
    this.#limit = limit;
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
    this.#turn.work += WORK.creation;
    this.#channels.set(name, channel);
    this.#names.add(name);
    return channel;
  }

  /** What answers /list (rule 11). */
  list(): Listing {
    return this.#names.list();
  }
}
