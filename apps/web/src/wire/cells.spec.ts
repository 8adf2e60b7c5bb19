import { encodeFrames, FRAME_SIZE, FrameDecoder } from '@chat/framing';
import fc from 'fast-check';
import { cellsOf } from './cells';

const shown = (frame: Uint8Array) => cellsOf(frame).join('').replace(/·+$/, '');

test('text is shown, and padding as dots', () => {
  const cells = cellsOf(encodeFrames('Hi there'));
  expect(cells.join('')).toBe(`Hi there${'·'.repeat(192)}`);
});

test('the newline of a typed line lies in the padding', () => {
  expect(shown(encodeFrames('Hi\r\n'))).toBe('Hi␍␊');
});

test.each([
  ['né', 'né‥'],
  // What is wide covers the next cell.
  ['你好', '你\u00a0‥好\u00a0‥'],
  ['💩', '💩\u00a0‥‥'],
  ['a\nb\0\x7f', 'a␊b␀␡'],
  ['\ufeffa', '□‥‥a'],
  // It would turn what follows.
  ['\u202eabc', '□‥‥abc'],
])('%j', (text, cells) => {
  expect(shown(encodeFrames(text))).toBe(cells);
});

test('bytes that are no UTF-8 have a cell each', () => {
  expect(shown(encodeFrames(Uint8Array.of(0x41, 0xff, 0xc3, 0x42, 0xe4, 0xbd)))).toBe('A��B��');
});

test('any frame has a cell for each byte', () => {
  const bytes = fc.uint8Array({ minLength: FRAME_SIZE, maxLength: FRAME_SIZE });
  const text = fc
    .string({ unit: 'binary', maxLength: 200 })
    .map((drawn) => new FrameDecoder().push(encodeFrames(drawn))[0] ?? new Uint8Array());
  fc.assert(
    fc.property(fc.oneof(bytes, text), (frame) => {
      expect(cellsOf(frame)).toHaveLength(FRAME_SIZE);
    }),
  );
});
