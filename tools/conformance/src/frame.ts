/** Bytes in every message of the protocol (rule 1). */
export const FRAME_SIZE = 200;

/**
 * One frame, made apart from the libraries under test so that a mistake of theirs cannot hide here.
 *
 * @param payload at most 200 bytes, text being UTF-8
 */
export function frame(payload: string | Uint8Array): Buffer {
  const bytes = Buffer.from(payload as Uint8Array);
  if (bytes.length > FRAME_SIZE) throw new RangeError(`${bytes.length} bytes do not fit a frame`);
  return Buffer.concat([bytes, Buffer.alloc(FRAME_SIZE - bytes.length, ' ')]);
}

/** Several frames, one after another in one buffer. */
export function frames(...payloads: (string | Uint8Array)[]): Buffer {
  return Buffer.concat(payloads.map(frame));
}
