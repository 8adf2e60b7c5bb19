import { framePayload } from '@chat/framing';

/** What stands for a byte of padding. */
const PADDING = '·';

/** What stands for the second byte of a character, and for each after it: so that one cell is one byte. */
const CONTINUED = '‥';

/** What stands for the second byte of a character that takes the room of two. */
const TAKEN = '\u00a0';

/** What takes the room of two in every font: ideographs, kana, Hangul, their punctuation, emoji. */
const WIDE =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{Emoji_Presentation}\u3001-\u303e\uff01-\uff60]/u;

/** What stands for a character that cannot be seen, or turns the text around it. */
const UNSEEN = '□';

/** What stands for a byte that is no UTF-8. */
const STRAY = '�';

const CONTROL_PICTURES = 0x2400;
const DELETE = 0x7f;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The 200 bytes of a frame as text: a cell for each byte. */
export function cellsOf(frame: Uint8Array): string[] {
  const { length } = framePayload(frame);
  const cells: string[] = [];
  while (cells.length < length) {
    const [picture, size] = characterAt(frame, cells.length);
    const second = WIDE.test(picture) ? TAKEN : CONTINUED;
    cells.push(picture, ...[second, CONTINUED, CONTINUED].slice(0, size - 1));
  }
  // The newline that many clients leave under the padding is seen as one (rule 3).
  return [...cells, ...Array.from(frame.subarray(cells.length), paddingOf)];
}

/** How the character that begins there is shown, and its size in bytes. */
function characterAt(frame: Uint8Array, at: number): [picture: string, size: number] {
  const lead = frame[at] ?? 0;
  const size = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (size === 1) return [pictureOf(lead), 1];
  try {
    const text = decoder.decode(frame.subarray(at, at + size));
    return [/[\p{C}\p{Z}\p{M}]/u.test(text) ? UNSEEN : text, size];
  } catch {
    return [STRAY, 1];
  }
}

function paddingOf(byte: number): string {
  return byte === 0x20 ? PADDING : pictureOf(byte);
}

function pictureOf(byte: number): string {
  if (byte < 0x20) return String.fromCharCode(CONTROL_PICTURES + byte);
  if (byte === DELETE) return '␡';
  return byte < DELETE ? String.fromCharCode(byte) : STRAY;
}
