/** A key of the number pad, where a program left it in a mode of its own, with what was held down as xterm has it. */
const APPLICATION_KEY = new RegExp(String.raw`^\x1bO(?:1;)?(?<held>\d*)(?<letter>[IMXj-y])$`);

/** What the keys of the number pad are, as kitty numbers them: characters, and then keys that have none. */
const FIRST = 57399;
const CHARACTERS = '0123456789./*-+\r=,';
const NAMES = 'left right up down pageup pagedown home end insert delete'.split(' ');

/** The character of a key by kitty's number, if it is one of the number pad and has one. */
export function padCharacter(number: number): string | undefined {
  return CHARACTERS[number - FIRST];
}

/** The name of a key by kitty's number, if it is one of the number pad that has no character. */
export function padName(number: number): string | undefined {
  return NAMES[number - FIRST - CHARACTERS.length];
}

/** What kitty would send for a key of the number pad; any other sequence as it is. */
export function padAsKitty(sequence: string): string {
  const { letter, held = '' } = APPLICATION_KEY.exec(sequence)?.groups ?? {};
  if (letter === undefined) return sequence;
  // The letter is 64 above its character.
  const code = letter === 'X' ? '='.charCodeAt(0) : letter.charCodeAt(0) - 64;
  return `\x1b[${code};${held}u`;
}
