import { FramingError } from './errors';
import { FRAME_SIZE, PADDING } from './frame';
import { encodeText } from './text';
import { cutPoint, LONGEST_CHARACTER } from './utf8';

const NOTHING = new Uint8Array(0);

/** Bytes of payload that a frame holds beside a prefix. */
function roomBeside(prefix: Uint8Array): number {
  const room = FRAME_SIZE - prefix.length;
  if (room < LONGEST_CHARACTER) {
    throw new FramingError(
      'ERR_PREFIX_SIZE',
      `A prefix is at most ${FRAME_SIZE - LONGEST_CHARACTER} bytes long, this one is ${prefix.length}`,
    );
  }
  return room;
}

/** Frames that a payload takes beside a prefix: at least one, for a blank payload too. */
function countFrames(payload: Uint8Array, room: number): number {
  let count = 1;
  for (let at = cutPoint(payload, 0, room); at < payload.length; count++) {
    at = cutPoint(payload, at, room);
  }
  return count;
}

/**
 * Writes a payload as frames, as {@link encodeFrames} does, into memory that the caller owns.
 *
 * @param offset where in `target` the first frame begins, in bytes
 * @returns the offset behind the last frame
 * @throws {FramingError} `ERR_TARGET_SIZE` if the next frame does not fit `target` (the frames
 *   before it are written), `ERR_PREFIX_SIZE` if the prefix is longer than 196 bytes
 */
export function encodeFramesInto(
  target: Uint8Array,
  offset: number,
  payload: Uint8Array,
  prefix: Uint8Array = NOTHING,
): number {
  const room = roomBeside(prefix);
  let start = 0;
  do {
    const frameEnd = offset + FRAME_SIZE;
    if (frameEnd > target.length) {
      throw new FramingError(
        'ERR_TARGET_SIZE',
        `A frame at offset ${offset} does not fit a target of ${target.length} bytes`,
      );
    }
    const end = cutPoint(payload, start, room);
    const whole = start === 0 && end === payload.length;
    target.set(prefix, offset);
    target.set(whole ? payload : payload.subarray(start, end), offset + prefix.length);
    target.fill(PADDING, offset + prefix.length + end - start, frameEnd);
    start = end;
    offset = frameEnd;
  } while (start < payload.length);
  return offset;
}

/**
 * Encodes a payload as frames of 200 bytes, padded on the right with spaces (rule 1). A payload that
 * does not fit one frame becomes as many as needed, cut at the byte limit but never inside a UTF-8
 * character, each beginning with the prefix (rule 6). A blank payload is one frame.
 *
 * @param payload text (see {@link encodeText}) or bytes, of any length
 * @param prefix what every frame begins with, at most 196 bytes
 * @returns one or more frames, one after another in one new buffer
 * @throws {FramingError} `ERR_PREFIX_SIZE` if the prefix is longer than 196 bytes
 */
export function encodeFrames(
  payload: string | Uint8Array,
  prefix: string | Uint8Array = NOTHING,
): Uint8Array {
  const payloadBytes = typeof payload === 'string' ? encodeText(payload) : payload;
  const prefixBytes = typeof prefix === 'string' ? encodeText(prefix) : prefix;
  const frames = new Uint8Array(countFrames(payloadBytes, roomBeside(prefixBytes)) * FRAME_SIZE);
  encodeFramesInto(frames, 0, payloadBytes, prefixBytes);
  return frames;
}
