import { asBytes, type BytesLike } from './bytes';

/** Bytes of the longest UTF-8 character. */
export const LONGEST_CHARACTER = 4;

function isContinuation(byte: number | undefined): byte is number {
  return ((byte ?? 0) & 0xc0) === 0x80;
}

/**
 * The code point of the well-formed UTF-8 character at `at`; -1 if there is none: a stray or missing
 * byte, an overlong form, a surrogate, or above U+10FFFF.
 */
export function codePointAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0xff;
  if (lead < 0x80) return lead;
  const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  // Below or above what a lead of that size can be, this is no code point of that size.
  let code = lead - (0x100 - (0x100 >> size));
  for (let next = at + 1; next < at + size; next++) {
    const byte = bytes[next];
    if (!isContinuation(byte)) return -1;
    code = code * 0x40 + (byte & 0x3f);
  }
  const isSurrogate = code >> 11 === 0x1b;
  return sizeOf(code) === size && !isSurrogate && code <= 0x10ffff ? code : -1;
}

/** Bytes of a code point in UTF-8: 1 to 4. */
export function sizeOf(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/**
 * Where to end a piece of at most `limit` bytes that begins at `start`: at the limit, or just before
 * the UTF-8 character that the limit would cut (rule 6). Bytes that are not UTF-8 are cut anywhere.
 *
 * @param limit at least 4, so that a whole character always fits
 * @throws {FramingError} `ERR_NOT_BYTES` if the source is not bytes
 */
export function cutPoint(source: BytesLike, start: number, limit: number): number {
  const bytes = asBytes(source);
  const end = start + limit;
  if (end >= bytes.length) return bytes.length;
  for (let lead = end - 1; isContinuation(bytes[end]) && lead > end - LONGEST_CHARACTER; lead--) {
    if (isContinuation(bytes[lead])) continue;
    return lead + sizeOf(codePointAt(bytes, lead)) > end ? lead : end;
  }
  return end;
}
