import { decodeText, encodeText } from '@chat/framing';

/** What stands for itself in a key of the bucket, and so in a subject: letters, digits, `-` and `_`. */
const PLAIN = /[-\w]/;
const ESCAPED = /=([0-9A-F]{2})|[^]/g;

/**
 * What stands for a channel in subjects and in the bucket, whose alphabet is small: letters, digits, `-` and `_`
 * for themselves, any other byte as `=` and two hexadecimal digits. So `168_tas` is `168_tas`, and `tea room`
 * is `tea=20room`.
 */
export function keyOf(channel: string): string {
  return Array.from(encodeText(channel), (byte) => {
    const character = String.fromCharCode(byte);
    return PLAIN.test(character)
      ? character
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** The channel that a key stands for; nothing, if it is no key that {@link keyOf} makes. */
export function channelOf(key: string): string | undefined {
  const bytes = Array.from(key.matchAll(ESCAPED), ([character, digits]) =>
    digits === undefined ? character.charCodeAt(0) : parseInt(digits, 16),
  );
  const channel = decodeText(Uint8Array.from(bytes));
  return keyOf(channel) === key ? channel : undefined;
}
