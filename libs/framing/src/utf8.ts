/** Bytes of the longest UTF-8 character. */
export const LONGEST_CHARACTER = 4;

/** Of the lead byte of a character of 1 to 4 bytes: the bits that mark its length, and those of its code. */
const LEAD_MARK = [0x00, 0xc0, 0xe0, 0xf0];
const LEAD_BITS = [0x7f, 0x1f, 0x0f, 0x07];

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

/** The code point of the well-formed UTF-8 character of `length` bytes at `at`. */
export function codePointAt(bytes: Uint8Array, at: number, length: number): number {
  let code = (bytes[at] ?? 0) & (LEAD_BITS[length - 1] ?? 0);
  for (let next = at + 1; next < at + length; next++)
    code = (code << 6) | ((bytes[next] ?? 0) & 0x3f);
  return code;
}

/**
 * Writes a code point as UTF-8; a lone surrogate as U+FFFD.
 *
 * @returns the offset behind it
 */
export function putCodePoint(bytes: Uint8Array, at: number, code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
  const length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  for (let place = at + length - 1; place > at; place--) {
    bytes[place] = 0x80 | (code & 0x3f);
    code >>= 6;
  }
  bytes[at] = (LEAD_MARK[length - 1] ?? 0) | code;
  return at + length;
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
