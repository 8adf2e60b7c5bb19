// A global of every browser and of Node; declared here so that nothing else of either is.
declare const crypto: { getRandomValues: (bytes: Uint8Array) => Uint8Array };

/** Sixteen, one for each half of a byte; no vowels, so that no command and no other word comes out. */
const LETTERS = 'bcdfghkmpqrvwxzt';

const WORD_SIZE = 16;

/** The command whose refusal is the second choice of fence (rule 10). */
export const BARE_JOIN = '/join';

/** A command that no server knows, that nobody can guess, and whose refusal begins with it (rule 12). */
export function fenceWord(): string {
  const letters = Array.from(
    crypto.getRandomValues(new Uint8Array(WORD_SIZE)),
    (byte) => LETTERS[byte & 0x0f],
  );
  return `/${letters.join('')}`;
}

/** What may be a fence's word at the beginning of a text. */
export function leadingWord(text: string): string {
  return text.slice(0, 1 + WORD_SIZE);
}
