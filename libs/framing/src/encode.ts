import { asBytes, type Bytes, type BytesLike } from './bytes';
import { FramingError } from './errors';
import { FRAME_SIZE, PADDING } from './frame';
import { textOrBytes } from './text';
import { cutPoint, LONGEST_CHARACTER } from './utf8';

const NOTHING = new Uint8Array();

/** Bytes of payload that a frame holds beside a prefix. */
function roomBeside(prefixSize: number): number {
  const room = FRAME_SIZE - prefixSize;
  if (room < LONGEST_CHARACTER) {
    throw new FramingError(
      'ERR_PREFIX_SIZE',
      `A prefix is at most ${FRAME_SIZE - LONGEST_CHARACTER} bytes long, this one is ${prefixSize}`,
    );
  }
  return room;
}

/**
 * Bytes that a payload takes as frames, at most: what {@link encodeFramesInto} needs. A cut before a character
 * leaves up to 3 bytes of a frame unused.
 *
 * @param payloadSize bytes of the payload
 * @param prefixSize bytes of the prefix, at most 196
 * @returns a multiple of 200, at least 200
 * @throws {FramingError} `ERR_PREFIX_SIZE` if the prefix is longer than 196 bytes
 */
export function maxFramesSize(payloadSize: number, prefixSize = 0): number {
  const least = roomBeside(prefixSize) - LONGEST_CHARACTER + 1;
  return FRAME_SIZE * Math.max(1, Math.ceil(payloadSize / least));
}

/**
 * Writes a payload as frames, as {@link encodeFrames} does, into memory that the caller owns: of
 * {@link maxFramesSize} bytes behind the offset, to be sure.
 *
 * @param offset where in `target` the first frame begins, in bytes
 * @returns the offset behind the last frame
 * @throws {FramingError} `ERR_TARGET_SIZE` if the next frame does not fit `target` (the frames
 *   before it are written), `ERR_PREFIX_SIZE` if the prefix is longer than 196 bytes, `ERR_NOT_BYTES` if
 *   the target, the payload or the prefix is not bytes
 */
export function encodeFramesInto(
  target: BytesLike,
  offset: number,
  payload: BytesLike,
  prefix: BytesLike = NOTHING,
): number {
  return writeFrames(asBytes(target), offset, asBytes(payload), asBytes(prefix));
}

function writeFrames(target: Bytes, offset: number, payload: Bytes, prefix: Bytes): number {
  const room = roomBeside(prefix.length);
  let start = 0;
  do {
    const frameEnd = offset + FRAME_SIZE;
    if (!(offset >= 0 && frameEnd <= target.length)) {
      throw new FramingError(
        'ERR_TARGET_SIZE',
        `A frame at offset ${offset} does not fit a target of ${target.length} bytes`,
      );
    }
    const end = cutPoint(payload, start, room);
    target.set(prefix, offset);
    target.set(payload.subarray(start, end), offset + prefix.length);
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
 * @param payload text or bytes, of any length. Halves of characters in text become U+FFFD: what
 *   `decodeText` made of bytes that are not UTF-8 has to be given as the bytes of {@link encodeText}
 * @param prefix what every frame begins with, at most 196 bytes
 * @returns one or more frames, one after another in one new buffer
 * @throws {FramingError} `ERR_PREFIX_SIZE` if the prefix is longer than 196 bytes, `ERR_NOT_BYTES` if
 *   payload or prefix is neither text nor bytes
 */
export function encodeFrames(payload: string | BytesLike, prefix: string | BytesLike = ''): Bytes {
  const text = textOrBytes(payload);
  const lead = textOrBytes(prefix);
  const frames = new Uint8Array(maxFramesSize(text.length, lead.length));
  const end = writeFrames(frames, 0, text, lead);
  return end === frames.length ? frames : frames.slice(0, end);
}
