import fc from 'fast-check';
import { Reader, Writer } from './bytes';

test('blocks of any length are read as they were written, however the writer has to grow', () => {
  const block = fc.uint8Array({ maxLength: 3000, size: 'max' });
  fc.assert(
    fc.property(fc.array(block), (blocks) => {
      const writer = new Writer();
      for (const each of blocks) writer.block(each);
      const reader = new Reader(writer.take());
      for (const each of blocks) expect(Buffer.from(each).equals(reader.block())).toBe(true);
      expect(reader.done).toBe(true);
    }),
  );
});

test.each([NaN, Infinity, -1, 0.5, 2 ** 53])('%p is no number that anybody counts', (value) => {
  const bytes = new Writer().number(value).take();
  expect(() => new Reader(bytes).number()).toThrow(RangeError);
});
