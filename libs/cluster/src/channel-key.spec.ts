import { decodeText } from '@chat/framing';
import fc from 'fast-check';
import { channelOf, keyOf } from './channel-key';

test.each([
  ['168_tas', '168_tas'],
  ['tea room', 'tea=20room'],
  ['a.b', 'a=2Eb'],
  ['a=b', 'a=3Db'],
  ['é', '=C3=A9'],
  ['>', '=3E'],
])('%s is %s', (channel, key) => {
  expect(keyOf(channel)).toBe(key);
  expect(channelOf(key)).toBe(channel);
});

test('every channel, whatever its bytes are, has a key of its own that NATS takes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 194, size: 'max' }), (bytes) => {
      const channel = decodeText(bytes);
      const key = keyOf(channel);
      expect(key).toMatch(/^[-=\w]+$/);
      expect(channelOf(key)).toBe(channel);
    }),
  );
});

test.each(['a.b', 'a=b', 'a=2', 'a=41', 'a=2e', 'é'])('%s is no key', (key) => {
  expect(channelOf(key)).toBeUndefined();
});
