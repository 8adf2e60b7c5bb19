import { encodeFramesInto, FRAME_SIZE } from '@chat/framing';

/** A message (at most 200 bytes) beside a prefix (at most 67: `[`, a name, `] `) takes 2 frames. */
const LARGEST_APPEND = 2 * FRAME_SIZE;

const NUL = 0x00;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;

/** The frames broadcast to one channel during one turn, one after another in one buffer. */
export class Batch {
  #bytes = new Uint8Array(0);
  #length = 0;
  /** What the last turn took is what the next one will probably take. */
  #expected = 0;

  /** Bytes in the batch, a multiple of 200. */
  get length(): number {
    return this.#length;
  }

  /**
   * Lays a text down as frames, each with the prefix (rule 6), its NUL, CR and LF made spaces
   * (rule 4).
   */
  append(text: Uint8Array, prefix: Uint8Array): void {
    const start = this.#length;
    this.#reserve(start + LARGEST_APPEND);
    this.#length = encodeFramesInto(this.#bytes, start, text, prefix);
    const bytes = this.#bytes;
    for (let at = start; at < this.#length; at++) {
      const byte = bytes[at];
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === NUL) bytes[at] = SPACE;
    }
  }

  /** The bytes between two offsets. What was viewed is never written again. */
  view(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(from, to);
  }

  /** Begins the next turn with new memory: sockets may still be sending the old. */
  clear(): void {
    this.#expected = this.#length + LARGEST_APPEND;
    this.#bytes = new Uint8Array(0);
    this.#length = 0;
  }

  #reserve(size: number): void {
    if (size <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(size, this.#expected, 2 * this.#bytes.length));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
