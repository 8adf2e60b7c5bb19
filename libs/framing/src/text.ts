import { asBytes, type Bytes, type BytesLike } from './bytes';
import { FramingError } from './errors';
import { framePayload } from './frame';
import { codePointAt, sizeOf } from './utf8';

// Both are globals of every browser and of Node; declared here so that nothing else of either is.
declare const TextEncoder: new () => {
  encode(text: string): Bytes;
};
declare const TextDecoder: new (
  label: 'utf-8',
  options: { ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A byte 0x80-0xff that is not UTF-8 is written as the lone surrogate U+DC80-U+DCFF. */
const ESCAPE = 0xdc00;
const ESCAPED_BYTE = /[\uDC80-\uDCFF]/gu;
const ESCAPED_BYTE_OR_NUL = /[\0\uDC80-\uDCFF]/gu;

/**
 * Bytes as text, without loss: what is UTF-8 (rule 1) is decoded, and each byte that is not becomes
 * a lone surrogate U+DC80-U+DCFF, which {@link encodeText} turns back into that byte (rule 4). This
 * is the "surrogateescape" of Python (PEP 383).
 *
 * @throws {FramingError} `ERR_NOT_BYTES` if it is not bytes
 */
export function decodeText(bytes: BytesLike): string {
  const all = asBytes(bytes);
  const decoded = decoder.decode(all);
  // U+FFFD stands for what is not UTF-8, or for itself.
  if (!decoded.includes('\ufffd')) return decoded;
  let text = '';
  for (let at = 0; at < all.length;) {
    const code = codePointAt(all, at);
    text += String.fromCodePoint(code < 0 ? ESCAPE + (all[at] ?? 0) : code);
    at += code < 0 ? 1 : sizeOf(code);
  }
  return text;
}

/**
 * Text as UTF-8 bytes, the inverse of {@link decodeText}: lone surrogates U+DC80-U+DCFF become the
 * bytes 0x80-0xff that they stand for. Any other lone surrogate becomes U+FFFD.
 *
 * Half of a character may look like such a byte: `'💩'.slice(1)` is U+DCA9. So only this function makes
 * bytes of them; wherever else text is taken, it is text, and halves become U+FFFD.
 *
 * @throws {FramingError} `ERR_NOT_TEXT` if it is not a string
 */
export function encodeText(text: string): Bytes {
  if (typeof text !== 'string') {
    throw new FramingError('ERR_NOT_TEXT', 'Not text');
  }
  const bytes = encoder.encode(text.replace(ESCAPED_BYTE, '\0'));
  // Each NUL is one of the text's, or stands for a byte; in order, they are what follows.
  let at = -1;
  for (const character of text.match(ESCAPED_BYTE_OR_NUL) ?? []) {
    at = bytes.indexOf(0, at + 1);
    bytes[at] = character.charCodeAt(0) & 0xff;
  }
  return bytes;
}

/**
 * Text as UTF-8, or bytes as they are.
 *
 * @throws {FramingError} `ERR_NOT_BYTES` if it is neither
 */
export function textOrBytes(payload: string | BytesLike): Bytes {
  return typeof payload === 'string' ? encoder.encode(payload) : asBytes(payload);
}

/**
 * What a frame says, as text: {@link decodeText} of {@link framePayload}.
 *
 * @param frame exactly 200 bytes
 * @throws {FramingError} as those
 */
export function frameText(frame: BytesLike): string {
  return decodeText(framePayload(frame));
}
