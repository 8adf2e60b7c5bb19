import { frame, frames } from '../frame';
import { shown, Tap } from './tapped';

test('frames are put together from whatever pieces', () => {
  const tap = new Tap();
  const bytes = frames('hello', '/list');
  expect(tap.push(bytes.subarray(0, 150))).toEqual([]);
  expect(tap.waiting).toBe(150);
  expect(tap.push(bytes.subarray(150)).map(({ bytes }) => shown(bytes))).toEqual([
    '"hello" and 195 spaces',
    '"/list" and 195 spaces',
  ]);
  expect(tap.end()).toBeUndefined();
});

test.each([
  ['a newline under the padding', frame('hello\n'), /newline under/],
  ['zero bytes', Buffer.alloc(200, 'a\0\0'), /padded with spaces/],
  ['two messages in one frame', frame(`${'a'.padEnd(20)}b`), /out of step/],
  ['a frame without padding', frame('x'.repeat(200)), /no padding/],
])('%s is marked', (_, bytes, fault) => {
  const [remark] = new Tap().push(bytes);
  expect(remark?.faults.join()).toMatch(fault);
});

test('what is left at the end is marked', () => {
  const tap = new Tap();
  tap.push(Buffer.from('Scott'));
  expect(tap.end()?.faults.join()).toContain('after 5 bytes');
});
