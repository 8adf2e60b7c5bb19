import { frame } from '../frame';
import { Mismatch } from './mismatch';

function hexOf(expected: string | Buffer, received: string | Buffer): unknown {
  return Mismatch.ofBytes('wrong', Buffer.from(expected), Buffer.from(received)).hex;
}

test('what was expected and what came, as text', () => {
  expect(Mismatch.ofBytes('wrong', frame('hello'), frame('hallo'))).toMatchObject({
    message: 'wrong',
    expected: '"hello" and 195 spaces',
    received: '"hallo" and 195 spaces',
    hex: undefined,
  });
});

test.each([
  ['white space', 'a  b', 'a b', { offset: 2, expected: '20 62', received: '62' }],
  ['the padding', 'ab ', 'ab', { offset: 2, expected: '20', received: '' }],
  ['a control character', 'a', 'a\0', { offset: 1, expected: '', received: '00' }],
  [
    'broken UTF-8',
    'é',
    Buffer.of(0xc3, 0xaa, 0xff),
    { offset: 1, expected: 'a9', received: 'aa ff' },
  ],
])('%s that differs is shown in hex', (_, expected, received, hex) => {
  expect(hexOf(expected, received)).toEqual(hex);
});

test('hex is not for whole books', () => {
  expect(hexOf('\n'.repeat(1000), '\r'.repeat(1000))).toEqual({
    offset: 0,
    expected: Array(16).fill('0a').join(' '),
    received: Array(16).fill('0d').join(' '),
  });
});
