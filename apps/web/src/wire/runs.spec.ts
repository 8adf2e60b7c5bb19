import { encodeFrames } from '@chat/framing';
import { runsOf } from './runs';

const bytes = encodeFrames('Hi');
const message = { direction: 'received', number: 1, size: 500 } as const;
const cutAt = (size: number) => [
  { message, offset: 0, size },
  { message, offset: 0, size: 200 - size },
];

test('a run ends with the text, and with each message', () => {
  expect(runsOf({ bytes, pieces: [{ message, offset: 0, size: 200 }] }, false)).toEqual([
    { text: 'Hi', piece: 0, isPadding: false },
    { text: '·'.repeat(198), piece: 0, isPadding: true },
  ]);
  expect(runsOf({ bytes, pieces: cutAt(1) }, false)).toEqual([
    { text: 'H', piece: 0, isPadding: false },
    { text: 'i', piece: 1, isPadding: false },
    { text: '·'.repeat(198), piece: 1, isPadding: true },
  ]);
  expect(runsOf({ bytes, pieces: cutAt(3) }, false)).toEqual([
    { text: 'Hi', piece: 0, isPadding: false },
    { text: '·', piece: 0, isPadding: true },
    { text: '·'.repeat(197), piece: 1, isPadding: true },
  ]);
});

test('the same in hexadecimal digits', () => {
  expect(runsOf({ bytes, pieces: cutAt(2) }, true)).toEqual([
    { text: '48 69 ', piece: 0, isPadding: false },
    { text: '20 '.repeat(198), piece: 1, isPadding: true },
  ]);
});
