import { decodeText, encodeText, FRAME_SIZE, framePayload, type Bytes } from '@chat/framing';

/** One byte of a frame, as it is drawn. */
export interface Cell {
  readonly part: 'prefix' | 'text' | 'padding';
  /** What stands in it: the character that begins here; nothing in the later bytes of a character. */
  readonly character: string;
  /** Whether the character goes on in the next byte. */
  readonly goesOn: boolean;
}

const PADDING: Cell = { part: 'padding', character: '·', goesOn: false };

/**
 * The 200 bytes of a frame.
 *
 * @param prefixSize how many bytes of the payload are the prefix
 */
export function cells(frame: Bytes, prefixSize: number): Cell[] {
  const drawn: Cell[] = [];
  for (const character of decodeText(framePayload(frame))) {
    const { length } = encodeText(character);
    const part = drawn.length < prefixSize ? 'prefix' : 'text';
    for (let byte = 1; byte <= length; byte++) {
      drawn.push({ part, character: byte === 1 ? character : '', goesOn: byte < length });
    }
  }
  return [...drawn, ...Array<Cell>(FRAME_SIZE - drawn.length).fill(PADDING)];
}
