import { encodeFrames, encodeText, FRAME_SIZE, framePayload } from '@chat/framing';
import fc from 'fast-check';
import { channelNameSchema, nameSchema, parseName } from './index';

describe('parseName', () => {
  test.each([
    ['a plain name', 'Alice'],
    ['inner and leading spaces', '  Alice  B'],
    ['a slash in front', '/join x'],
    ['a name that looks like a placeholder', '{0}'],
    ['64 bytes', 'x'.repeat(64)],
    ['64 bytes of wide characters', '你'.repeat(21) + 'x'],
    ['bytes that are not UTF-8', 'caf\udce9'],
    ['emoji with joiners', '👩‍👩‍👧‍👦'],
    ['emoji with a variation selector', '❤️'],
    ['a flag of tags', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['joiners between letters', 'می‌خواهم'],
    ['letters written from right to left', 'שלום'],
    ['other spaces inside', 'a\u00a0b\u3000c'],
  ])('takes %s (rule 7)', (_, name) => {
    expect(parseName(encodeFrames(encodeText(name)))).toEqual({ type: 'name', name });
  });

  test('strips padding and the newline under it (rule 3)', () => {
    expect(parseName(encodeFrames('Alice  \r\n'))).toEqual({ type: 'name', name: 'Alice' });
  });

  test.each([
    ['an empty name', '', 'A name cannot be empty.'],
    ['65 bytes', 'x'.repeat(65), 'A name is at most 64 bytes long.'],
    ['65 bytes in 22 characters', '你'.repeat(21) + 'xx', 'A name is at most 64 bytes long.'],
    ['a C0 control', 'a\tb', 'A name cannot have control characters in it.'],
    ['a newline inside', 'a\nb', 'A name cannot have control characters in it.'],
    ['NUL', '\0', 'A name cannot have control characters in it.'],
    ['DEL', 'a\x7f', 'A name cannot have control characters in it.'],
    ['a C1 control', 'a\u009b', 'A name cannot have control characters in it.'],
    ['nothing but a control', '\v', 'A name cannot have control characters in it.'],
    ...Array.from('\u2028\u2029\u061c\u200e\u200f\u202a\u202e\u2066\u2069', (character) => [
      `U+${(character.codePointAt(0) ?? 0).toString(16)}`,
      `a${character}b`,
      'A name cannot have characters in it that break a line or turn its direction.',
    ]),
    ...[
      ['a space that is not padding', '\u00a0'],
      ['wide spaces', '\u3000\u2003'],
      ['a joiner alone', '\u200d'],
      ['a variation selector alone', '\ufe0f'],
      ['a soft hyphen alone', '\u00ad'],
      ['fillers', '\u3164\u115f'],
      ['spaces around what is ignorable', ' \u200b\u3000\u2060'],
    ].map(([what = '', name = '']) => [
      what,
      name,
      'A name needs something in it that can be seen.',
    ]),
  ])('refuses %s and says why (rule 7)', (_, name, reply) => {
    expect(parseName(encodeFrames(encodeText(name)))).toEqual({ type: 'refused', reply });
  });

  test('says everything that is wrong', () => {
    expect(parseName(encodeFrames('\t'.repeat(65)))).toEqual({
      type: 'refused',
      reply: 'A name cannot have control characters in it. A name is at most 64 bytes long.',
    });
  });

  test('makes of any frame a name with the same bytes, or says why not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: FRAME_SIZE, size: 'max' }), (bytes) => {
        const frame = encodeFrames(bytes);
        const first = parseName(frame);
        if (first.type === 'refused') expect(first.reply).toMatch(/^A name /);
        else expect(encodeText(first.name)).toEqual(Uint8Array.from(framePayload(frame)));
      }),
    );
  });
});

describe('the schemas', () => {
  test('nameSchema is for names as text', () => {
    expect(nameSchema.safeParse('Alice').success).toBe(true);
    expect(nameSchema.safeParse('').success).toBe(false);
    expect(nameSchema.safeParse(7).success).toBe(false);
  });

  test.each(['general', 'with  spaces', 'a', '#1', '你好', '\udcff', '❤️'])(
    '%j is a channel',
    (name) => {
      expect(channelNameSchema.safeParse(name).success).toBe(true);
    },
  );

  test.each(['', ' ', ' a', 'a ', 'a\nb', 'a\0', '\u0085', 'a\u2028b', 'a\u202eb', '\u00a0\u200d'])(
    '%j is no channel',
    (name) => {
      expect(channelNameSchema.safeParse(name).success).toBe(false);
    },
  );
});
