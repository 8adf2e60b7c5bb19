/** Bytes in every message of the protocol (rule 1). */
export const FRAME_SIZE = 200;

/**
 * One frame, made apart from the libraries under test so that a mistake of theirs cannot hide here.
 *
 * @param payload at most 200 bytes, text being UTF-8
 */
export function frame(payload: string | Uint8Array): Buffer {
  return frames(payload);
}

/** Several frames, one after another in one buffer. */
export function frames(...payloads: (string | Uint8Array)[]): Buffer {
  const bytes = Buffer.alloc(payloads.length * FRAME_SIZE, ' ');
  for (const [index, payload] of payloads.entries()) {
    const size = Buffer.byteLength(payload);
    if (size > FRAME_SIZE) throw new RangeError(`${size} bytes do not fit a frame`);
    if (typeof payload === 'string') bytes.write(payload, index * FRAME_SIZE);
    else bytes.set(payload, index * FRAME_SIZE);
  }
  return bytes;
}

/** What a frame says, without its padding. */
export function unpadded(bytes: Buffer): string {
  return bytes.toString().replace(/ +$/, '');
}
