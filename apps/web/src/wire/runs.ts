import { framePayload } from '@chat/framing';
import { cellsOf } from './cells';
import type { WireFrame } from './tape';

/** Bytes of a frame that are written alike: of one message, and all text or all padding. */
export interface Run {
  readonly text: string;
  /** Index of the piece that carried them. */
  readonly piece: number;
  readonly isPadding: boolean;
}

/** A frame's 200 bytes, as text or as hexadecimal digits. */
export function runsOf(
  { bytes, pieces }: Pick<WireFrame, 'bytes' | 'pieces'>,
  inHex: boolean,
): Run[] {
  const shown = inHex ? Array.from(bytes, hexOf) : cellsOf(bytes);
  const { length } = framePayload(bytes);
  let end = 0;
  return pieces.flatMap(({ size }, piece) => {
    const begin = end;
    end += size;
    const middle = Math.min(Math.max(begin, length), end);
    return [
      { text: shown.slice(begin, middle).join(''), piece, isPadding: false },
      { text: shown.slice(middle, end).join(''), piece, isPadding: true },
    ].filter(({ text }) => text !== '');
  });
}

/** A byte as two hexadecimal digits, and the space between two. */
function hexOf(byte: number): string {
  return `${byte.toString(16).padStart(2, '0')} `;
}
