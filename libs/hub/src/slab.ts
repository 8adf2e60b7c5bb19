import { encodeFramesInto, maxFramesSize } from '@chat/framing';
import type { Allocate } from './batch';

/** Bytes that answers share: to make memory costs more than to fill it. */
const SIZE = 8192;

/** Answers of a sentence, of many members one after another in one buffer. */
export class Slab {
  readonly #allocate: Allocate;
  #bytes: Uint8Array = new Uint8Array(0);
  #end = 0;

  constructor(allocate: Allocate) {
    this.#allocate = allocate;
  }

  /** The text as frames, in memory that is never written again. */
  encode(text: Uint8Array): Uint8Array {
    const most = maxFramesSize(text.length);
    if (this.#end + most > this.#bytes.length) {
      this.#bytes = this.#allocate(Math.max(SIZE, most));
      this.#end = 0;
    }
    const start = this.#end;
    this.#end = encodeFramesInto(this.#bytes, start, text);
    return this.#bytes.subarray(start, this.#end);
  }
}
