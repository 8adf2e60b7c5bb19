import { asBytes, type Bytes, type BytesLike } from './bytes';
import { FramingError } from './errors';

/** Bytes in every message, both directions (rule 1). */
export const FRAME_SIZE = 200;

/** The byte that pads a frame on the right: a space (rule 1). */
export const PADDING = 0x20;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

function endOfPadding(bytes: Uint8Array, end: number): number {
  while (end > 0 && bytes[end - 1] === PADDING) end--;
  return end;
}

/**
 * Refuses what is not a frame (rule 1).
 *
 * @returns the frame, as a `Uint8Array`
 * @throws {FramingError} `ERR_FRAME_SIZE` if the frame is not 200 bytes long, `ERR_NOT_BYTES` if it is
 *   not even bytes
 */
export function checkFrameSize(frame: BytesLike): Bytes {
  const bytes = asBytes(frame);
  if (bytes.length === FRAME_SIZE) return bytes;
  throw new FramingError(
    'ERR_FRAME_SIZE',
    `A frame is ${FRAME_SIZE} bytes long, this one is ${bytes.length}`,
  );
}

/**
 * What a frame says, without its padding and without the newline that many clients leave under it
 * (rule 3). Leading spaces stay.
 *
 * @param frame exactly 200 bytes
 * @returns a view of the frame's memory, 0 to 200 bytes: copy it to keep it longer than the frame
 * @throws {FramingError} `ERR_FRAME_SIZE` if the frame is not 200 bytes long, `ERR_NOT_BYTES` if it is
 *   not even bytes
 */
export function framePayload(frame: BytesLike): Bytes {
  const bytes = checkFrameSize(frame);
  let end = endOfPadding(bytes, FRAME_SIZE);
  if (bytes[end - 1] === LINE_FEED) {
    end = endOfPadding(bytes, end - (bytes[end - 2] === CARRIAGE_RETURN ? 2 : 1));
  }
  return bytes.subarray(0, end);
}
