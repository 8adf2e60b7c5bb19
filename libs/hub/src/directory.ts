import { encodeText } from '@chat/framing';
import { encodeListing } from '@chat/protocol';
import type { Allocate } from './batch';
import { Channel } from './channel';
import type { Turn } from './turn';

/** Every channel by name. None is ever removed: channels outlive their members (rule 15). */
export class Directory {
  readonly #turn: Turn;
  readonly #allocate: Allocate;
  readonly #channels = new Map<string, Channel>();
  /** Sorted by code point. */
  readonly #names: string[] = [];
  #listing: Uint8Array | undefined;

  constructor(turn: Turn, allocate: Allocate) {
    this.#turn = turn;
    this.#allocate = allocate;
  }

  get size(): number {
    return this.#channels.size;
  }

  get(name: string): Channel | undefined {
    return this.#channels.get(name);
  }

  /** Adds a channel, whose name none has yet. */
  create(name: string): Channel {
    const channel = new Channel(this.#turn, this.#allocate);
    this.#channels.set(name, channel);
    this.#names.splice(this.#placeOf(name), 0, name);
    this.#listing = undefined;
    return channel;
  }

  /** The frames that answer /list (rule 11). */
  listing(): Uint8Array {
    this.#listing ??= encodeListing(this.#names);
    return this.#listing;
  }

  /** How many names come before `name`. */
  #placeOf(name: string): number {
    const bytes = encodeText(name);
    let low = 0;
    let high = this.#names.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareBytes(encodeText(this.#names[middle] ?? ''), bytes) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** UTF-8 bytes sort as their code points do (and UTF-16 units, JavaScript's order, do not). */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
