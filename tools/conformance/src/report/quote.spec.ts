import { frame } from '../frame';
import { quote, quoteAll } from './quote';

test.each([
  ['text, its padding counted', frame('hello'), '"hello" and 195 spaces'],
  ['few spaces at the end, as they are', Buffer.from('hello  '), '"hello  "'],
  ['control characters, spelled out', Buffer.from('a\n\t\u0001'), '"a\\n\\t\\u0001"'],
  ['text beyond ASCII, as it is', Buffer.from('né 你'), '"né 你"'],
  ['bytes that are no UTF-8, each spelled out', Buffer.from('né\n', 'latin1'), '"n\\xe9\\n"'],
  ['padding of bytes that are no UTF-8', frame(Buffer.of(0xff)), '"\\xff" and 199 spaces'],
  ['nothing', Buffer.alloc(0), '""'],
])('%s', (_, bytes, quoted) => {
  expect(quote(bytes)).toBe(quoted);
});

test('of many bytes the beginning and the end', () => {
  const bytes = Buffer.from('0123456789'.repeat(100_000));
  expect(quote(bytes, 20)).toBe('"01234567890123" … "456789" (1000000 bytes)');
  expect(quote(bytes).length).toBeLessThan(500);
});

test('of many frames the first and the last', () => {
  const frames = Array.from({ length: 100 }, (_, index) => frame(`x${index}`.padEnd(195, '.')));
  const quoted = quoteAll(frames);
  expect(quoted).toMatch(/^"x0\.+ {5}", .*"x3\.+ {5}", … 93 more …, .*, "x99\.+ {5}"$/);
  expect(quoteAll([])).toBe('nothing');
});
