import { asBytes, encodeText, FRAME_SIZE, type Bytes, type BytesLike } from '@chat/framing';

const NEWLINE = 0x0a;
const SPACE = 0x20;

/**
 * The reply to /list (rule 11): the names joined by newlines, in the order given. What does not fit
 * one frame is cut at newlines (rule 6), so that no name is torn; no names are one blank frame.
 *
 * @param names channel names, each 1 to 200 bytes of UTF-8, as text or as those bytes
 * @returns whole frames, one after another in one new buffer
 * @throws {FramingError} `ERR_NOT_BYTES` if a name is neither text nor bytes
 */
export function encodeListing(names: Iterable<string | BytesLike>): Bytes {
  let end = 0;
  const placed = Array.from(names, (name) => {
    const bytes = typeof name === 'string' ? encodeText(name) : asBytes(name);
    const offset = placeBehind(end, bytes.length);
    end = offset + bytes.length;
    return { bytes, offset };
  });
  const listing = new Uint8Array(Math.max(FRAME_SIZE, frameEnd(end))).fill(SPACE);
  for (const { bytes, offset } of placed) {
    listing.set(bytes, offset);
    if (offset % FRAME_SIZE > 0) listing[offset - 1] = NEWLINE;
  }
  return listing;
}

/** Where the frame ends in which the byte before `end` lies. */
function frameEnd(end: number): number {
  return Math.ceil(end / FRAME_SIZE) * FRAME_SIZE;
}

/** Where the next name stands: behind a newline in the same frame, or in the next one. */
function placeBehind(end: number, size: number): number {
  const joined = end + 1;
  return joined + size <= frameEnd(end) ? joined : frameEnd(end);
}
