/** Bytes of every text. */
export const TEXT_SIZE = 170;

/** Where the digits of the sender's number stand in a text. */
export const SENDER_AT = 0;
export const SENDER_DIGITS = 4;

/** Where the digits of the message's sequence number stand in a text. */
export const SEQUENCE_AT = SENDER_AT + SENDER_DIGITS + 1;
const SEQUENCE_DIGITS = 8;

const DIGIT_ZERO = 0x30;

/** Characters that no protocol here escapes. */
const FILLER = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/**
 * A sender's message number 0. Its later ones differ in the sequence number alone; another sender's
 * differ in the sender's number and in what fills them.
 */
export function firstText(sender: number): Buffer {
  const head = `${String(sender).padStart(SENDER_DIGITS, '0')} ${'0'.repeat(SEQUENCE_DIGITS)} `;
  const filler = Array.from(
    { length: TEXT_SIZE - head.length },
    (_, at) => FILLER[(at + 7 * sender) % FILLER.length],
  );
  return Buffer.from(head + filler.join(''));
}

/** Writes the digits of a sequence number where they begin. */
export function writeSequence(bytes: Buffer, at: number, sequence: number): void {
  for (let digit = at + SEQUENCE_DIGITS - 1; digit >= at; digit--) {
    bytes[digit] = DIGIT_ZERO + (sequence % 10);
    sequence = Math.trunc(sequence / 10);
  }
}

/** The sequence number whose digits begin here; NaN if there are none. */
export function readSequence(bytes: Buffer, at: number): number {
  return readDigits(bytes, at, SEQUENCE_DIGITS);
}

/** The sender's number whose digits begin here; NaN if there are none. */
export function readSender(bytes: Buffer, at: number): number {
  return readDigits(bytes, at, SENDER_DIGITS);
}

function readDigits(bytes: Buffer, at: number, count: number): number {
  let value = 0;
  for (let digit = at; digit < at + count; digit++) {
    const units = (bytes[digit] ?? 0) - DIGIT_ZERO;
    if (units < 0 || units > 9) return NaN;
    value = 10 * value + units;
  }
  return value;
}
