import { concatBytes } from './bytes';
import { sequenceLength } from './utf8';

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
const ESCAPED_BYTE = /([\uDC80-\uDCFF])/u;

/**
 * Bytes as text, without loss: what is UTF-8 (rule 1) is decoded, and each byte that is not becomes
 * a lone surrogate U+DC80-U+DCFF, which {@link encodeText} turns back into that byte (rule 4). This
 * is the "surrogateescape" of Python (PEP 383).
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

/**
 * Text as UTF-8 bytes, the inverse of {@link decodeText}: lone surrogates U+DC80-U+DCFF become the
 * bytes 0x80-0xff that they stand for. Any other lone surrogate becomes U+FFFD.
 */
export function encodeText(text: string): Uint8Array {
  if (!ESCAPED_BYTE.test(text)) return encoder.encode(text);
  const parts = text
    .split(ESCAPED_BYTE)
    .map((part, index) =>
      index % 2 === 0 ? encoder.encode(part) : Uint8Array.of(part.charCodeAt(0) - ESCAPE),
    );
  return concatBytes(parts);
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
    text += decoder.decode(bytes.subarray(decoded, at));
    text += String.fromCharCode(ESCAPE + (bytes[at] ?? 0));
    decoded = ++at;
  }
  return text + decoder.decode(bytes.subarray(decoded));
}
