import { encodeFrames, encodeText } from '@chat/framing';
import fc from 'fast-check';
import { Slab } from './slab';

const NONE = new Uint8Array();

test('texts of any length are whole, and stay so when others come behind them', () => {
  const lengths = fc.array(fc.oneof(fc.nat(600), fc.nat(9000)), { maxLength: 30, size: 'max' });
  fc.assert(
    fc.property(lengths, (lengths) => {
      const slab = new Slab((size) => new Uint8Array(size));
      const texts = lengths.map((length, index) => encodeText(`${index}`.repeat(length)));
      const encoded = texts.map((text) => slab.encode(text));
      texts.forEach((text, index) => {
        expect(Buffer.compare(encoded[index] ?? NONE, encodeFrames(text))).toBe(0);
      });
    }),
  );
});
