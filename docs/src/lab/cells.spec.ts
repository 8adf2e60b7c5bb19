import { encodeFrames, encodeText, FrameDecoder, FRAME_SIZE } from '@chat/framing';
import fc from 'fast-check';
import { cells, type Cell } from './cells';

function draw(text: string, prefix = ''): Cell[][] {
  const frames = new FrameDecoder().push(encodeFrames(text, prefix));
  return frames.map((frame) => cells(frame, encodeText(prefix).length));
}

function read(frame: readonly Cell[], part: Cell['part']): string {
  return frame.map((cell) => (cell.part === part ? cell.character : '')).join('');
}

test('prefix, text and padding are told apart', () => {
  const [frame = []] = draw('hi', '[Ann] ');
  expect(frame.slice(0, 9).map(({ part }) => part)).toEqual([
    ...Array<string>(6).fill('prefix'),
    ...Array<string>(2).fill('text'),
    'padding',
  ]);
});

test('a character of several bytes begins in one, and goes on in the others', () => {
  expect(
    draw('é€🍵!')[0]
      ?.slice(0, 10)
      .map(({ character, goesOn }) => [character, goesOn]),
  ).toEqual([
    ['é', true],
    ['', false],
    ['€', true],
    ['', true],
    ['', false],
    ['🍵', true],
    ['', true],
    ['', true],
    ['', false],
    ['!', false],
  ]);
});

test('a character that does not fit is not cut: padding stands there, and the next frame has it', () => {
  const [first = [], second = []] = draw(`${'x'.repeat(192)}🍵`, '[Ann] ');
  expect(first.slice(-3).map(({ part }) => part)).toEqual(['text', 'padding', 'padding']);
  expect(read(second, 'text')).toBe('🍵');
});

test('any text is drawn byte for byte: 200 in each frame, the prefix in each, no character cut', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map((name) => `[${name}] `),
      (text, prefix) => {
        for (const frame of draw(text, prefix)) {
          expect(frame).toHaveLength(FRAME_SIZE);
          expect(read(frame, 'prefix').trimEnd()).toBe(prefix.trimEnd());
          expect(frame.at(-1)?.goesOn).toBe(false);
          expect(read(frame, 'text')).not.toContain('\uFFFD');
        }
      },
    ),
  );
});
