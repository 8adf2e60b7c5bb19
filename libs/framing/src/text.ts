import { codePointAt, putCodePoint, sequenceLength } from './utf8';

// Both are globals of every browser and of Node; declared here so that nothing else of either is.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A byte 0x80-0xff that is not UTF-8 is written as the lone surrogate U+DC80-U+DCFF. */
const ESCAPE = 0xdc00;
const ESCAPED_BYTE = /[\uDC80-\uDCFF]/u;

/** Bytes of UTF-8 for one unit of UTF-16, at most: a character of four bytes is two units. */
const LONGEST_OF_A_UNIT = 3;

/** Where the first byte is that is not UTF-8; the length if all of it is. */
function endOfUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) break;
    at += length;
  }
  return at;
}

/**
 * Bytes as text, without loss: what is UTF-8 (rule 1) is decoded, and each byte that is not becomes
 * a lone surrogate U+DC80-U+DCFF, which {@link encodeText} turns back into that byte (rule 4). This
 * is the "surrogateescape" of Python (PEP 383).
 */
export function decodeText(bytes: Uint8Array): string {
  const end = endOfUtf8(bytes);
  if (end === bytes.length) return decoder.decode(bytes);
  return decoder.decode(bytes.subarray(0, end)) + decodeEscaping(bytes, end);
}

/**
 * Text as UTF-8 bytes, the inverse of {@link decodeText}: lone surrogates U+DC80-U+DCFF become the
 * bytes 0x80-0xff that they stand for. Any other lone surrogate becomes U+FFFD.
 */
export function encodeText(text: string): Uint8Array {
  return ESCAPED_BYTE.test(text) ? encodeEscaped(text) : encoder.encode(text);
}

function decodeEscaping(bytes: Uint8Array, start: number): string {
  let text = '';
  for (let at = start; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    text += String.fromCodePoint(
      length === 0 ? ESCAPE + (bytes[at] ?? 0) : codePointAt(bytes, at, length),
    );
    at += Math.max(length, 1);
  }
  return text;
}

function encodeEscaped(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * LONGEST_OF_A_UNIT);
  let end = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= ESCAPE + 0x80 && code <= ESCAPE + 0xff) bytes[end++] = code - ESCAPE;
    else end = putCodePoint(bytes, end, code);
  }
  return bytes.slice(0, end);
}
