import { encodeText } from '@chat/framing';
import { encodeListing } from '@chat/protocol';

/** Bytes of names in a chunk, with a newline for each, above which it is split in two. */
const CHUNK_SIZE = 4096;

/** Bytes of frames in a portion, at least, if there are more. */
const PORTION = 64 * 1024;

/** A name as its bytes of UTF-8, one character each: such strings sort as the bytes do, and so as code points. */
type Key = string;

function keyOf(name: string): Key {
  return String.fromCharCode(...encodeText(name));
}

function bytesOf(key: Key): Uint8Array {
  return Uint8Array.from(key, (character) => character.charCodeAt(0));
}

/** Where `key` belongs among sorted keys: how many come before it. */
function placeOf(key: Key, length: number, at: (index: number) => Key): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A stretch of the sorted names. */
class Chunk {
  readonly #keys: Key[];
  /** When each name came, counted from 0. */
  readonly #times: number[];
  #size: number;
  #newest: number;
  #frames: Uint8Array | undefined;

  constructor(keys: Key[], times: number[]) {
    this.#keys = keys;
    this.#times = times;
    this.#size = keys.reduce((size, key) => size + key.length + 1, 0);
    this.#newest = Math.max(...times);
  }

  get last(): Key {
    return this.#keys.at(-1) ?? '';
  }

  /** @returns the chunk that now comes behind this one, if this one has become too large */
  insert(key: Key, time: number): Chunk | undefined {
    const place = placeOf(key, this.#keys.length, (index) => this.#keys[index] ?? '');
    this.#keys.splice(place, 0, key);
    this.#times.splice(place, 0, time);
    this.#size += key.length + 1;
    this.#newest = time;
    this.#frames = undefined;
    if (this.#size <= CHUNK_SIZE) return undefined;
    const half = this.#keys.length >> 1;
    const behind = new Chunk(this.#keys.splice(half), this.#times.splice(half));
    this.#size -= behind.#size;
    return behind;
  }

  /** @returns whether nothing is left in the chunk */
  remove(key: Key): boolean {
    const place = placeOf(key, this.#keys.length, (index) => this.#keys[index] ?? '');
    if (this.#keys[place] === key) {
      this.#keys.splice(place, 1);
      this.#times.splice(place, 1);
      this.#size -= key.length + 1;
      this.#frames = undefined;
    }
    return this.#keys.length === 0;
  }

  /** The frames of the names behind `key` that came before `time`; nothing if there are none. */
  frames(key: Key, time: number): Uint8Array | undefined {
    if (this.#newest < time && key < (this.#keys[0] ?? '')) {
      return (this.#frames ??= encodeListing(this.#keys.map(bytesOf)));
    }
    const names = this.#keys.filter(
      (each, index) => each > key && (this.#times[index] ?? time) < time,
    );
    return names.length === 0 ? undefined : encodeListing(names.map(bytesOf));
  }
}

/** The names of all channels, sorted by code point and kept as finished frames, a stretch at a time. */
export class SortedNames {
  readonly #chunks: Chunk[] = [];
  #count = 0;

  /** Adds a name that is not there. What it costs does not depend on how many there are. */
  add(name: string): void {
    const key = keyOf(name);
    const time = this.#count++;
    const place = Math.min(this.#placeOf(key), this.#chunks.length - 1);
    const chunk = this.#chunks[place];
    if (chunk === undefined) {
      this.#chunks.push(new Chunk([key], [time]));
      return;
    }
    const behind = chunk.insert(key, time);
    if (behind !== undefined) this.#chunks.splice(place + 1, 0, behind);
  }

  /** Removes a name, if it is there. Lists that are being read do not name it any more. */
  remove(name: string): void {
    const key = keyOf(name);
    const place = this.#placeOf(key);
    if (this.#chunks[place]?.remove(key) === true) this.#chunks.splice(place, 1);
  }

  /** The answer to /list as of now (rule 11). */
  list(): Listing {
    return new Listing((key) => this.#chunks[this.#placeOf(`${key}\0`)], this.#count);
  }

  /** The place of the chunk in which the first key lies that is `key` or behind it. */
  #placeOf(key: Key): number {
    return placeOf(key, this.#chunks.length, (index) => this.#chunks[index]?.last ?? '');
  }
}

/**
 * The names that are there when it is made, each once, in portions of whole frames. They are encoded as
 * they are asked for; names that come meanwhile are left out, and those too that are removed before.
 */
export class Listing {
  readonly #chunkBehind: (key: Key) => Chunk | undefined;
  readonly #time: number;
  #last: Key = '';
  #upcoming: Uint8Array | undefined;

  constructor(chunkBehind: (key: Key) => Chunk | undefined, time: number) {
    this.#chunkBehind = chunkBehind;
    this.#time = time;
    this.#upcoming = this.#advance() ?? encodeListing([]);
  }

  get done(): boolean {
    return this.#upcoming === undefined;
  }

  /** The next portion; nothing if it is done. */
  next(): Uint8Array[] {
    const portion: Uint8Array[] = [];
    for (let size = 0; this.#upcoming !== undefined && size < PORTION;) {
      portion.push(this.#upcoming);
      size += this.#upcoming.length;
      this.#upcoming = this.#advance();
    }
    return portion;
  }

  #advance(): Uint8Array | undefined {
    for (;;) {
      const last = this.#last;
      const chunk = this.#chunkBehind(last);
      if (chunk === undefined) return undefined;
      this.#last = chunk.last;
      const frames = chunk.frames(last, this.#time);
      if (frames !== undefined) return frames;
    }
  }
}
