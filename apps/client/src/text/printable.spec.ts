import fc from 'fast-check';
import { printable, printablePart } from './printable';

describe('printable', () => {
  test.each([
    ['hello, 你好 🐼 👩‍👩‍👧', 'hello, 你好 🐼 👩‍👩‍👧'],
    ['c1\nc2', 'c1\nc2'],
    ['c1\r\nc2', 'c1\nc2'],
    ['a\tb', 'a b'],
    ['forged\rline', 'forged␍line'],
    ['\x1b[2J\x1b]0;title\x07', '␛[2J␛]0;title␇'],
    ['\0\x7f', '␀␡'],
    ['\u009b31m', '\ufffd31m'],
    ['\u202eevil\u2066', '\ufffdevil\ufffd'],
    ['a\u2028b\u2029c', 'a\ufffdb\ufffdc'],
    ['te\u200ba \u00ad\ufeff\u2060', 'te\ufffda \ufffd\ufffd\ufffd'],
    ['\u115f\u1160\u3164\uffa0', '\ufffd\ufffd\ufffd\ufffd'],
    ['a\u{e0041}\ufe0f', 'a\ufffd\ufffd'],
    ['M\u200de \u200dx', 'M\ufffde \ufffdx'],
    ['❤️ ❤︎ 1️⃣ 🏳️‍🌈 👁️‍🗨️ 👨🏽‍💻', '❤️ ❤︎ 1️⃣ 🏳️‍🌈 👁️‍🗨️ 👨🏽‍💻'],
    ['می‌خواهم क्‍ष', 'می‌خواهم क्‍ष'],
    ['می‌', 'می\ufffd'],
  ])('%j is shown as %j (rule 26)', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('a part may end in a joiner', () => {
    expect(printablePart('ی‌')).toBe('ی‌');
    expect(printablePart('a\u200c')).toBe('a\ufffd');
  });

  test('lets nothing through that a terminal obeys, or nobody sees, and changes nothing else', () => {
    const risky = fc.constantFrom(
      '\x1b',
      '\x9b',
      '\r',
      '\t',
      '\u202e',
      '\u2028',
      '\n',
      '\x7f',
      '\u200b',
      '\u{e0041}',
      '\u3164',
    );
    const character = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), risky);
    fc.assert(
      fc.property(fc.string({ unit: character }), (text) => {
        const shown = Array.from(printable(text));
        expect(shown.filter(isUnsafe)).toEqual([]);
        const harmless = Array.from(text).filter((each) => !isUnsafe(each));
        for (const each of harmless) expect(shown).toContain(each);
      }),
    );
  });
});

/** By number, apart from the property names that the code under test goes by. */
const UNSAFE = [
  [0, 9],
  [0xb, 0x1f],
  [0x7f, 0x9f],
  // Of which the bidirectional controls, and the separators of lines and paragraphs.
  ...[[0x61c], [0x200b, 0x200f], [0x2028, 0x202e], [0x2060, 0x206f]],
  ...[
    [0xad],
    [0x34f],
    [0x115f, 0x1160],
    [0x17b4, 0x17b5],
    [0x180b, 0x180f],
    [0x3164],
    [0xfe00, 0xfe0f],
  ],
  ...[
    [0xfeff],
    [0xffa0],
    [0xfff0, 0xfff8],
    [0x1bca0, 0x1bca3],
    [0x1d173, 0x1d17a],
    [0xe0000, 0xe0fff],
  ],
];

function isUnsafe(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return UNSAFE.some(([first = 0, last = first]) => code >= first && code <= last);
}
