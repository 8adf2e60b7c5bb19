import { FRAME_SIZE } from './frame';

/**
 * Cuts a stream of bytes into frames, however the network cut or joined them (rule 2): push the
 * chunks in as they come, and take the complete frames out.
 *
 * Holds at most 199 bytes, and none between frames. When the stream ends, what is still held is half
 * a frame, to be dropped (rule 5).
 */
export class FrameDecoder {
  /** Memory of the frame that has begun; becomes the frame itself when it is complete. */
  #partial: Uint8Array | undefined;
  #held = 0;

  /** Bytes held of the frame that has begun: 0 to 199. */
  get held(): number {
    return this.#held;
  }

  /**
   * Takes the next chunk of the stream, of any length.
   *
   * @returns the frames that are complete now, in order, 200 bytes each. A frame that lies whole in
   *   the chunk is a view of the chunk's memory, not a copy; one that was pieced together has memory
   *   of its own.
   */
  push(chunk: Uint8Array): Uint8Array[] {
    const frames: Uint8Array[] = [];
    let at = 0;
    if (this.#partial !== undefined) {
      at = Math.min(FRAME_SIZE - this.#held, chunk.length);
      this.#partial.set(chunk.subarray(0, at), this.#held);
      this.#held += at;
      if (this.#held < FRAME_SIZE) return frames;
      frames.push(this.#partial);
      this.#partial = undefined;
      this.#held = 0;
    }
    for (; at + FRAME_SIZE <= chunk.length; at += FRAME_SIZE) {
      frames.push(new Uint8Array(chunk.buffer, chunk.byteOffset + at, FRAME_SIZE));
    }
    if (at < chunk.length) this.#hold(chunk.subarray(at));
    return frames;
  }

  #hold(rest: Uint8Array): void {
    this.#partial = new Uint8Array(FRAME_SIZE);
    this.#partial.set(rest);
    this.#held = rest.length;
  }
}
