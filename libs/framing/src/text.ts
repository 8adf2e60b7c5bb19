import { concatBytes } from './bytes';
import { sequenceLength } from './utf8';

// Both are globals of every browser and of Node; declared here so that nothing else of either is.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: 'utf-8',
  options: { ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A byte 0x80-0xff that is not UTF-8 is written as the lone surrogate U+DC80-U+DCFF. */
const ESCAPE = 0xdc00;
const ESCAPED_BYTES = /([\uDC80-\uDCFF]+)/u;
/** What the decoder makes of a byte that is not UTF-8; a text may also hold it of itself. */
const REPLACEMENT = '\ufffd';

/**
 * Bytes as text, without loss: what is UTF-8 (rule 1) is decoded, and each byte that is not becomes
 * a lone surrogate U+DC80-U+DCFF, which {@link encodeText} turns back into that byte (rule 4). This
 * is the "surrogateescape" of Python (PEP 383).
 */
export function decodeText(bytes: Uint8Array): string {
  // Without exceptions: they cost twenty times the rest, and anybody may send such bytes.
  const text = decoder.decode(bytes);
  return text.includes(REPLACEMENT) ? decodeEscaping(bytes) : text;
}

/**
 * Text as UTF-8 bytes, the inverse of {@link decodeText}: lone surrogates U+DC80-U+DCFF become the
 * bytes 0x80-0xff that they stand for. Any other lone surrogate becomes U+FFFD.
 */
export function encodeText(text: string): Uint8Array {
  if (!ESCAPED_BYTES.test(text)) return encoder.encode(text);
  const parts = text
    .split(ESCAPED_BYTES)
    .map((part, index) => (index % 2 === 0 ? encoder.encode(part) : unescaped(part)));
  return concatBytes(parts);
}

function unescaped(escapes: string): Uint8Array {
  return Uint8Array.from(escapes, (escape) => escape.charCodeAt(0) - ESCAPE);
}

function decodeEscaping(bytes: Uint8Array): string {
  let text = '';
  let decoded = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (decoded < at) text += decoder.decode(bytes.subarray(decoded, at));
    text += String.fromCharCode(ESCAPE + (bytes[at] ?? 0));
    decoded = ++at;
  }
  return text + decoder.decode(bytes.subarray(decoded));
}
