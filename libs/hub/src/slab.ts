import { encodeFramesInto, FRAME_SIZE } from '@chat/framing';
import type { Allocate } from './batch';

/** An answer of one sentence takes 2 frames at most. */
const LARGEST = 2 * FRAME_SIZE;

/** Bytes that answers share: to make memory costs more than to fill it. */
const SIZE = 8192;

/** Answers of a few frames, of many members one after another in one buffer. */
export class Slab {
  readonly #allocate: Allocate;
  #bytes: Uint8Array = new Uint8Array(0);
  #end = 0;

  constructor(allocate: Allocate) {
    this.#allocate = allocate;
  }

  /** The text as frames, in memory that is never written again. */
  encode(text: Uint8Array): Uint8Array {
    if (this.#end + LARGEST > this.#bytes.length) {
      this.#bytes = this.#allocate(SIZE);
      this.#end = 0;
    }
    const start = this.#end;
    this.#end = encodeFramesInto(this.#bytes, start, text);
    return this.#bytes.subarray(start, this.#end);
  }
}
