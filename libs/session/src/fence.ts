// A global of every browser and of Node; declared here so that nothing else of either is.
declare const crypto: { getRandomValues: (bytes: Uint8Array) => Uint8Array };

const WORD_SIZE = 16;

/** The first of the 16 letters that fences are made of, one for each half of a byte: `k` to `z`. */
const FIRST_LETTER = 0x6b;

/** The command whose refusal is the second choice of fence (rule 10). */
export const BARE_JOIN = '/join';

/** A command that no server knows, that nobody can guess, and whose refusal begins with it (rule 12). */
export function fenceWord(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(WORD_SIZE));
  return `/${String.fromCharCode(...bytes.map((byte) => FIRST_LETTER + (byte & 0x0f)))}`;
}

/**
 * The word of a fence, in what a frame says: the whole of what was sent, or the beginning of its reply.
 *
 * @returns `undefined` if it is neither
 */
export function fenceWordIn(text: string): string | undefined {
  return /^\/[k-z]{16}(?= |$)/.exec(text)?.[0];
}

/** What may be a fence's word at the beginning of a text. */
export function leadingWord(text: string): string {
  return text.slice(0, 1 + WORD_SIZE);
}
