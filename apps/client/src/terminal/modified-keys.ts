import { controlName } from './key-names';
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

/** What may be held down, each a bit; and a key that is let go. */
const [SHIFT, ALT, CTRL, SUPER, HYPER, META, CAPS_LOCK] = [1, 2, 4, 8, 16, 32, 64];
const RELEASED = '3';

const ESCAPE = '\x1b';
/** Elsewhere these are the same with Ctrl. */
const PLAIN_KEYS: readonly string[] = ['return', 'tab', 'escape'];

/** What is typed by a sequence that tells of modifiers, which may be nothing; `undefined` where it is none. */
export function modifiedKey(sequence: string): Input[] | undefined {
  const { groups } = KITTY.exec(sequence.replace(XTERM, '\x1b[$2;$1u')) ?? {};
  if (groups === undefined) return undefined;
  const { key = '', shifted = '', held = '', event } = groups;
  const bits = Math.max(0, Number(held) - 1);
  const isHeld = (mask: number): boolean => (bits & mask) !== 0;
  const code = Number(isHeld(SHIFT) && shifted !== '' ? shifted : key);
  const character = characterOf(code);
  if (event === RELEASED || isHeld(SUPER | HYPER | META) || character === undefined) return [];

  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
  if (!isControl && !isHeld(CTRL | ALT)) {
    const isUpper = isHeld(SHIFT) !== isHeld(CAPS_LOCK);
    return [{ type: 'text', text: isUpper ? character.toUpperCase() : character }];
  }
  const name = isControl ? nameOf(character) : character.toLowerCase();
  if (name === undefined) return [];
  const ctrl = isHeld(CTRL) && !PLAIN_KEYS.includes(name) ? 'C-' : '';
  return [{ type: 'key', text: `${ctrl}${isHeld(ALT) ? 'M-' : ''}${name}` }];
}

function nameOf(control: string): string | undefined {
  return control === ESCAPE ? 'escape' : controlName(control);
}

/** None for half a character, or one for private use, by which kitty means keys that have none. */
function characterOf(code: number): string | undefined {
  const isNone = code > 0x10ffff || (code >= 0xd800 && code < 0xf900);
  return isNone ? undefined : String.fromCodePoint(code);
}
