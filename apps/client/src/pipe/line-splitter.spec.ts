import fc from 'fast-check';
import { LineSplitter } from './line-splitter';

function split(...chunks: string[]): string[] {
  const splitter = new LineSplitter();
  const lines = chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk, 'latin1')));
  const last = splitter.end();
  return [...lines, ...(last === undefined ? [] : [last])].map((line) => line.toString('latin1'));
}

describe('LineSplitter', () => {
  test.each([
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a\nb', ['a', 'b']],
    ['\n\n', ['', '']],
    ['', []],
    ['a\rb\n', ['a\rb']],
    ['a\r\r\n', ['a\r']],
    ['a\u0085b\x0bc\n', ['a\u0085b\x0bc']],
  ])('%j is %j (rule 23)', (input, lines) => {
    expect(split(input)).toEqual(lines);
  });

  test('takes the newline off that comes in two chunks', () => {
    expect(split('a\r', '\nb')).toEqual(['a', 'b']);
  });

  test('gives a line as soon as its newline is there, and the last at the end', () => {
    const splitter = new LineSplitter();
    expect(splitter.push(Buffer.from('a'))).toEqual([]);
    expect(splitter.push(Buffer.from('b\nc'))).toEqual([Buffer.from('ab')]);
    expect(splitter.end()).toEqual(Buffer.from('c'));
  });

  test('any bytes cut any way give the same lines', () => {
    const text = fc.string({
      unit: fc.constantFrom('\n', '\r', 'a', '\xff'),
      maxLength: 60,
      size: 'max',
    });
    const cuts = fc.array(fc.nat({ max: 60 }), { maxLength: 8 });
    fc.assert(
      fc.property(text, cuts, (input, at) => {
        const ends = [...at.sort((a, b) => a - b), input.length];
        const chunks = ends.map((end, index) => input.slice(ends[index - 1] ?? 0, end));
        expect(split(...chunks)).toEqual(split(input));
        const lines = input.split(/\r?\n/);
        expect(split(input)).toEqual(lines.at(-1) === '' ? lines.slice(0, -1) : lines);
      }),
    );
  });
});
