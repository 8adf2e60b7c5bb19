import { encodeFrames, FRAME_SIZE } from '@chat/framing';
import fc from 'fast-check';
import { deliver } from './delivery';

const stream = fc.string({ unit: 'grapheme', maxLength: 300 }).map((text) => encodeFrames(text));
const cuts = fc.array(fc.integer({ min: -10, max: 1500 }), { maxLength: 12 });

test('a frame in two pieces is held, then released', () => {
  const frame = encodeFrames('Hello!');
  expect(deliver(frame, [137])).toEqual([
    { from: 0, to: 137, released: [], held: 137 },
    { from: 137, to: 200, released: [frame], held: 0 },
  ]);
});

test('one read may bring a frame and a half', () => {
  const frames = encodeFrames('x'.repeat(201));
  expect(deliver(frames, [300]).map(({ released, held }) => [released.length, held])).toEqual([
    [1, 100],
    [1, 0],
  ]);
});

test('cuts at the ends, beyond them and twice cut nothing off', () => {
  const frame = encodeFrames('Hello!');
  expect(deliver(frame, [200, 0, -1, 201, 7, 7])).toHaveLength(2);
});

test('pieces follow each other from the first byte to the last', () => {
  fc.assert(
    fc.property(stream, cuts, (bytes, at) => {
      const pieces = deliver(bytes, at);
      expect(pieces.map(({ from }) => from)).toEqual([
        0,
        ...pieces.slice(0, -1).map(({ to }) => to),
      ]);
      expect(pieces.at(-1)?.to).toBe(bytes.length);
      for (const { from, to } of pieces) expect(to).toBeGreaterThan(from);
    }),
  );
});

test('wherever the cuts are, the same frames come out, and less than one is held', () => {
  fc.assert(
    fc.property(stream, cuts, (bytes, at) => {
      const pieces = deliver(bytes, at);
      expect(Buffer.concat(pieces.flatMap(({ released }) => released))).toEqual(Buffer.from(bytes));
      for (const { to, held } of pieces) expect(held).toBe(to % FRAME_SIZE);
    }),
  );
});
