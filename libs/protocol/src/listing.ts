import { concatBytes, encodeFrames, encodeText, FRAME_SIZE } from '@chat/framing';

const NEWLINE = Uint8Array.of(0x0a);

/**
 * The reply to /list (rule 11): the names joined by newlines, in the order given. What does not fit
 * one frame is cut at newlines (rule 6), so that no name is torn; no names are one blank frame.
 *
 * @param names channel names, each at most 200 bytes of UTF-8
 * @returns whole frames, one after another in one new buffer
 */
export function encodeListing(names: Iterable<string>): Uint8Array {
  const frames: Uint8Array[] = [];
  let payload: Uint8Array = new Uint8Array(0);
  for (const name of names) {
    const bytes = encodeText(name);
    if (payload.length === 0) {
      payload = bytes;
    } else if (payload.length + NEWLINE.length + bytes.length <= FRAME_SIZE) {
      payload = concatBytes([payload, NEWLINE, bytes]);
    } else {
      frames.push(encodeFrames(payload));
      payload = bytes;
    }
  }
  frames.push(encodeFrames(payload));
  return concatBytes(frames);
}
