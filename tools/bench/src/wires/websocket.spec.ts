import fc from 'fast-check';
import { unwrapper } from './websocket';

/** A binary frame as servers send it, its length in the fewest bytes. */
function framed(payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x82;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

const payloads = fc.array(
  fc
    .tuple(fc.oneof(fc.nat(300), fc.constantFrom(125, 126, 65_535, 65_536, 70_000)), fc.nat(255))
    .map(([length, byte]) => Buffer.alloc(length, byte)),
);

test('what binary messages hold is left, however the stream is cut', () => {
  fc.assert(
    fc.property(payloads, fc.array(fc.integer({ min: 1, max: 5000 })), (messages, sizes) => {
      const unwrap = unwrapper();
      const stream = Buffer.concat(messages.map(framed));
      const left: Buffer[] = [];
      for (let at = 0, turn = 0; at < stream.length; turn++) {
        const size = sizes[turn] ?? stream.length;
        const piece = Buffer.from(stream.subarray(at, at + size));
        left.push(piece.subarray(0, unwrap(piece, piece.length)));
        at += size;
      }
      expect(Buffer.concat(left).equals(Buffer.concat(messages))).toBe(true);
    }),
  );
});

test('what is no binary message is refused', () => {
  const unwrap = unwrapper();
  expect(() => unwrap(Buffer.from([0x81, 0]), 2)).toThrow('not a binary one: 129');
});
