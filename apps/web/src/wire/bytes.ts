import { framePayload } from '@chat/framing';

/** Some bytes of a frame, as they are shown. */
export interface Cell {
  readonly text: string;
  readonly isPadding: boolean;
}

/** What stands for a byte of padding. */
const PADDING = '·';

/** What stands for the second byte of a character, and for each after it: so that one cell is one byte. */
const CONTINUED = '‥';

const CONTROL_PICTURES = 0x2400;
const DELETE = 0x7f;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The 200 bytes of a frame as text, a cell for each byte. */
export function cellsOf(frame: Uint8Array): Cell[] {
  const { length } = framePayload(frame);
  const cells: Cell[] = [];
  while (cells.length < frame.length) {
    const at = cells.length;
    if (at >= length) cells.push({ text: paddingOf(frame[at] ?? 0), isPadding: true });
    else {
      const size = characterSize(frame, at);
      cells.push({ text: pictureOf(frame, at, size), isPadding: false });
      for (let rest = 1; rest < size; rest++) cells.push({ text: CONTINUED, isPadding: false });
    }
  }
  return cells;
}

/** The newline that many clients leave under the padding is seen as one (rule 3). */
function paddingOf(byte: number): string {
  return byte === 0x20 ? PADDING : pictureOfByte(byte);
}

/** Bytes of the UTF-8 character that begins there; 1 for what is none. */
function characterSize(frame: Uint8Array, at: number): number {
  const lead = frame[at] ?? 0;
  const size = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  try {
    decoder.decode(frame.subarray(at, at + size));
    return at + size <= frame.length ? size : 1;
  } catch {
    return 1;
  }
}

function pictureOf(frame: Uint8Array, at: number, size: number): string {
  const byte = frame[at] ?? 0;
  if (size === 1) return pictureOfByte(byte);
  const text = decoder.decode(frame.subarray(at, at + size));
  // What cannot be seen, or turns the text around it.
  return /[\p{C}\p{Z}\p{M}]/u.test(text) ? '□' : text;
}

function pictureOfByte(byte: number): string {
  if (byte < 0x20) return String.fromCharCode(CONTROL_PICTURES + byte);
  if (byte === DELETE) return '␡';
  return byte < DELETE ? String.fromCharCode(byte) : '�';
}

/** A byte as two hexadecimal digits. */
export function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
