import { controlName, sequenceName } from './key-names';
import { padAsKitty, padCharacter, padName } from './keypad';
import type { Input } from './keys';

/**
 * A character by its number, and what was held down with it: `CSI key:shifted;held:event u`, as kitty has it.
 * Nobody asks for that here. Some terminals send it unasked, or after a program that has asked and died.
 */
const KITTY = new RegExp(
  String.raw`^\x1b\[(?<key>\d+)(?::(?<shifted>\d*)[\d:]*)?(?:;(?<held>\d*)(?::(?<event>\d*))?[\d:;]*)?u$`,
);

/** The same as xterm has it: `CSI 27;held;key ~`. */
const XTERM = new RegExp(String.raw`^\x1b\[27;(\d+);(\d+)~$`);

/** A key without a character, as kitty has it: as xterm, but that it tells of more that may be held down. */
const NAMED = new RegExp(
  String.raw`^\x1b\[(?<number>\d*);(?<held>\d+)(?::(?<event>\d*))?(?<end>[~A-HPQS])$`,
);

type Groups = Readonly<Record<string, string | undefined>>;

// eslint-disable-next-line no-control-regex
const CONTROL = /[\0-\x1f\x7f-\x9f]/;

/** What may be held down, each a bit; and a key that is let go. */
const [SHIFT, ALT, CTRL, SUPER, HYPER, META, CAPS_LOCK] = [1, 2, 4, 8, 16, 32, 64];
const RELEASED = '3';

/** What xterm tells of: what is Super elsewhere is Meta there. */
const OF_XTERM = SHIFT | ALT | CTRL | SUPER;

const ESCAPE = '\x1b';
/** Elsewhere these are the same with Ctrl. */
const PLAIN_KEYS: readonly string[] = ['return', 'tab', 'escape'];

/** What is typed by a sequence that tells of modifiers, which may be nothing; `undefined` where it is none. */
export function modifiedKey(sequence: string): Input[] | undefined {
  const numbered = KITTY.exec(padAsKitty(sequence).replace(XTERM, '\x1b[$2;$1u'))?.groups;
  if (numbered !== undefined) return numberedKey(numbered);
  const named = NAMED.exec(sequence)?.groups;
  return named === undefined ? undefined : namedKey(named);
}

function numberedKey({ key = '', shifted = '', held = '', event }: Groups): Input[] {
  const bits = bitsOf(held);
  const isHeld = (mask: number): boolean => (bits & mask) !== 0;
  if (event === RELEASED || isHeld(SUPER | HYPER | META)) return [];
  const number = Number(isHeld(SHIFT) && shifted !== '' ? shifted : key);
  const character = padCharacter(number) ?? characterOf(number);
  const isControl = character !== undefined && CONTROL.test(character);
  if (character !== undefined && !isControl && !isHeld(CTRL | ALT)) {
    const isUpper = isHeld(SHIFT) !== isHeld(CAPS_LOCK);
    return [{ type: 'text', text: isUpper ? character.toUpperCase() : character }];
  }
  const name = isControl ? nameOf(character) : (character?.toLowerCase() ?? padName(number));
  if (name === undefined) return [];
  const ctrl = isHeld(CTRL) && !PLAIN_KEYS.includes(name) ? 'C-' : '';
  return [{ type: 'key', text: `${ctrl}${isHeld(ALT) ? 'M-' : ''}${name}` }];
}

function namedKey({ number = '', held = '', event, end = '' }: Groups): Input[] {
  const name = sequenceName(`\x1b[${number};${1 + (bitsOf(held) & OF_XTERM)}${end}`);
  return event === RELEASED || name === undefined ? [] : [{ type: 'key', text: name }];
}

/** They are told of as one more than their sum. */
function bitsOf(held: string): number {
  return Math.max(0, Number(held) - 1);
}

function nameOf(control: string): string | undefined {
  return control === ESCAPE ? 'escape' : controlName(control);
}

/** None for half a character, or one for private use, by which kitty means keys that have none. */
function characterOf(code: number): string | undefined {
  const isNone = code > 0x10ffff || (code >= 0xd800 && code < 0xf900);
  return isNone ? undefined : String.fromCodePoint(code);
}
