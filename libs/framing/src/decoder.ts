import { asBytes, type Bytes, type BytesLike } from './bytes';
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
  #partial: Bytes | undefined;
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
   *   of its own. A view keeps all of the chunk's memory alive, and takes it along when it is
   *   transferred or cloned to a worker: `frame.slice()` is a copy of 200 bytes
   * @throws {FramingError} `ERR_NOT_BYTES` if the chunk is neither an `ArrayBuffer` nor a view of one
   */
  push(chunk: BytesLike): Bytes[] {
    const bytes = asBytes(chunk);
    const frames: Bytes[] = [];
    for (let at = 0; at < bytes.length;) {
      let frame: Bytes = new Uint8Array(
        bytes.buffer,
        bytes.byteOffset + at,
        Math.min(FRAME_SIZE - this.#held, bytes.length - at),
      );
      at += frame.length;
      if (frame.length < FRAME_SIZE) {
        this.#partial ??= new Uint8Array(FRAME_SIZE);
        this.#partial.set(frame, this.#held);
        this.#held += frame.length;
        if (this.#held < FRAME_SIZE) break;
        frame = this.#partial;
        this.#partial = undefined;
        this.#held = 0;
      }
      frames.push(frame);
    }
    return frames;
  }
}
