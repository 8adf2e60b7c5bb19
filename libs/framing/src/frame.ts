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
 * @throws {FramingError} `ERR_FRAME_SIZE` if the frame is not 200 bytes long
 */
export function checkFrameSize(frame: Uint8Array): void {
  if (frame.length === FRAME_SIZE) return;
  throw new FramingError(
    'ERR_FRAME_SIZE',
    `A frame is ${FRAME_SIZE} bytes long, this one is ${frame.length}`,
  );
}

/**
 * What a frame says, without its padding and without the newline that many clients leave under it
 * (rule 3). Leading spaces stay.
 *
 * @param frame exactly 200 bytes
 * @returns a view of the frame's memory, 0 to 200 bytes: copy it to keep it longer than the frame
 * @throws {FramingError} `ERR_FRAME_SIZE` if the frame is not 200 bytes long
 */
export function framePayload(frame: Uint8Array): Uint8Array {
  checkFrameSize(frame);
  let end = endOfPadding(frame, FRAME_SIZE);
  if (end > 0 && frame[end - 1] === LINE_FEED) {
    end -= end > 1 && frame[end - 2] === CARRIAGE_RETURN ? 2 : 1;
    end = endOfPadding(frame, end);
  }
  return frame.subarray(0, end);
}
