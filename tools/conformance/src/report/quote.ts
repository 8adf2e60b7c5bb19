import { isUtf8 } from 'node:buffer';
import { HeadAndTail } from './head-and-tail';

/** How many bytes are shown of more than that; two frames and a little fit. */
const LIMIT = 420;

/** Spaces at the end of which there are so many are counted instead of shown. */
const PADDING = / {8,}$/;

/**
 * Bytes as a failure should show them: in quotes, a run of padding counted, `\n` and the like spelled
 * out, and `\xe9` for each byte beyond ASCII if they are not UTF-8.
 *
 * @param limit of so many bytes the whole is shown, of more the beginning and the end
 */
export function quote(bytes: Uint8Array, limit = LIMIT): string {
  const { buffer, byteOffset, length } = bytes;
  const unpadded = withoutPadding(Buffer.from(buffer, byteOffset, length));
  const padding = length - unpadded.length;
  return inQuotes(unpadded, limit) + (padding > 0 ? ` and ${padding} spaces` : '');
}

/** A list of frames as a failure should show it. */
export function quoteAll(frames: readonly Uint8Array[]): string {
  if (frames.length === 0) return 'nothing';
  return HeadAndTail.of(frames, 4, 3)
    .show((bytes) => quote(bytes))
    .join(', ');
}

function withoutPadding(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0x20) end--;
  return PADDING.test(bytes.toString('latin1', end)) ? bytes.subarray(0, end) : bytes;
}

function inQuotes(bytes: Buffer, limit: number): string {
  if (bytes.length <= limit) return spelled(bytes);
  const [begin, end] = [Math.ceil(limit * 0.7), Math.floor(limit * 0.3)];
  const parts = [bytes.subarray(0, begin), bytes.subarray(bytes.length - end)].map(spelled);
  return `${parts.join(' … ')} (${bytes.length} bytes)`;
}

function spelled(bytes: Buffer): string {
  if (isUtf8(bytes)) return JSON.stringify(bytes.toString());
  return JSON.stringify(bytes.toString('latin1')).replace(
    /[\x80-\xff]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16)}`,
  );
}
