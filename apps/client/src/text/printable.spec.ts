import fc from 'fast-check';
import { printable } from './printable';

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
  ])('%j is shown as %j (rule 26)', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('lets nothing through that a terminal obeys, and changes nothing else', () => {
    const risky = fc.constantFrom('\x1b', '\x9b', '\r', '\t', '\u202e', '\u2028', '\n', '\x7f');
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
function isUnsafe(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const isControl = (code < 0x20 && character !== '\n') || (code >= 0x7f && code <= 0x9f);
  const isBidi = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  return isControl || isBidi || [0x61c, 0x200e, 0x200f, 0x2028, 0x2029].includes(code);
}
