import { isUtf8 } from 'node:buffer';
import { quote } from './quote';

/** Where bytes begin to differ that look alike as text. */
export interface HexDifference {
  /** Of the first byte that differs, from 0. */
  readonly offset: number;
  /** Some bytes from there on, in hex. */
  readonly expected: string;
  readonly received: string;
}

/** What a check awaited, and what came instead. */
export class Mismatch extends Error {
  constructor(
    message: string,
    /** In words, with no end of the sentence. */
    readonly expected: string,
    readonly received: string,
    readonly hex?: HexDifference,
    /** Why that most often happens, if what came tells it; then what the check says of itself is not it. */
    readonly likelyCause?: string,
    /** The bytes themselves, if these differ, of all that came instead. */
    readonly bytes?: { readonly expected: Buffer; readonly received: readonly Buffer[] },
  ) {
    super(message);
  }

  /** For bytes that are not those expected. */
  static ofBytes(message: string, expected: Buffer, received: Buffer): Mismatch {
    const hex = lookAlike(expected, received) ? difference(expected, received) : undefined;
    const bytes = { expected, received: [received] };
    return new Mismatch(message, quote(expected), quote(received), hex, undefined, bytes);
  }
}

/** Bytes of each side that are shown in hex. */
const SHOWN = 16;

function difference(expected: Buffer, received: Buffer): HexDifference | undefined {
  const length = Math.max(expected.length, received.length);
  for (let offset = 0; offset < length; offset++) {
    if (expected[offset] === received[offset]) continue;
    const [own, other] = [expected, received].map((bytes) => hexOf(bytes, offset));
    return { offset, expected: own ?? '', received: other ?? '' };
  }
  return undefined;
}

function hexOf(bytes: Buffer, from: number): string {
  return bytes.toString('hex', from, from + SHOWN).replace(/..(?!$)/g, '$& ');
}

/** Whether text alone may hide the difference: invisible characters, white space, no UTF-8. */
function lookAlike(one: Buffer, other: Buffer): boolean {
  if (!isUtf8(one) || !isUtf8(other)) return true;
  const [text, otherText] = [one.toString(), other.toString()];
  if (/[\p{Cc}\p{Cf}]/u.test(text + otherText)) return true;
  return text.replace(/\s/g, '') === otherText.replace(/\s/g, '');
}
