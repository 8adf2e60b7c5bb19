/** Bytes of the longest UTF-8 character. */
export const LONGEST_CHARACTER = 4;

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Whether `second` can follow `lead`: no overlong form, no surrogate, nothing above U+10FFFF. */
function isSecond(lead: number, second: number | undefined): boolean {
  if (second === undefined) return false;
  if (lead === 0xe0) return second >= 0xa0 && second <= 0xbf;
  if (lead === 0xed) return second >= 0x80 && second <= 0x9f;
  if (lead === 0xf0) return second >= 0x90 && second <= 0xbf;
  if (lead === 0xf4) return second >= 0x80 && second <= 0x8f;
  return isContinuation(second);
}

/** The length in bytes, 1 to 4, of the well-formed UTF-8 character at `at`; 0 if there is none. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  if (lead === undefined) return 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (!isSecond(lead, bytes[at + 1])) return 0;
  if (lead < 0xe0) return 2;
  if (!isContinuation(bytes[at + 2])) return 0;
  if (lead < 0xf0) return 3;
  return isContinuation(bytes[at + 3]) ? 4 : 0;
}

/**
 * Where to end a piece of at most `limit` bytes that begins at `start`: at the limit, or just before
 * the UTF-8 character that the limit would cut (rule 6). Bytes that are not UTF-8 are cut anywhere.
 *
 * @param limit at least 4, so that a whole character always fits
 */
export function cutPoint(bytes: Uint8Array, start: number, limit: number): number {
  const end = start + limit;
  if (end >= bytes.length) return bytes.length;
  for (let lead = end - 1; isContinuation(bytes[end]) && lead > end - LONGEST_CHARACTER; lead--) {
    if (isContinuation(bytes[lead])) continue;
    return lead + sequenceLength(bytes, lead) > end ? lead : end;
  }
  return end;
}
