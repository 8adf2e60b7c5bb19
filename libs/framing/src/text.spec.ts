import fc from 'fast-check';
import { cutPoint, decodeText, encodeText } from './index';

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 40, size: 'max' }),
  // Bytes at the edges of what UTF-8 allows, so that broken sequences are common.
  fc
    .array(
      fc.constantFrom(
        ...[0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1],
        ...[0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff],
      ),
      { maxLength: 12, size: 'max' },
    )
    .map((values) => Uint8Array.from(values)),
);

describe('decodeText and encodeText', () => {
  test('are UTF-8 for what is UTF-8, a byte order mark included', () => {
    const text = '\ufeffné 你好 🐼';
    expect(encodeText(text)).toEqual(Uint8Array.from(Buffer.from(text)));
    expect(decodeText(Buffer.from(text))).toBe(text);
  });

  test('keep bytes that are not UTF-8 as lone surrogates', () => {
    expect(decodeText(Uint8Array.of(0x61, 0xff, 0xc3, 0xa9, 0xe4, 0xbd))).toBe(
      'a\udcffé\udce4\udcbd',
    );
  });

  test.each([
    ['an overlong form', [0xc0, 0xaf]],
    ['an overlong form of three bytes', [0xe0, 0x80, 0xaf]],
    ['an overlong form of four bytes', [0xf0, 0x80, 0x80, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a lone continuation byte', [0x80]],
  ])('take %s for bytes', (_, values) => {
    const text = decodeText(Uint8Array.from(values));
    expect(text).toBe(String.fromCharCode(...values.map((value) => 0xdc00 + value)));
  });

  test('keep a U+FFFD that was sent as one, beside bytes that are not UTF-8', () => {
    const sent = Buffer.concat([Buffer.from('a\ufffdb'), Uint8Array.of(0xff)]);
    expect(decodeText(sent.subarray(0, -1))).toBe('a\ufffdb');
    expect(decodeText(sent)).toBe('a\ufffdb\udcff');
  });

  test('write any other lone surrogate as U+FFFD', () => {
    expect(encodeText('\ud800')).toEqual(Uint8Array.of(0xef, 0xbf, 0xbd));
  });

  test('mix with what is UTF-8, of every length', () => {
    const mixed = Buffer.concat([
      Buffer.from('aé你🐼'),
      Buffer.of(0xff),
      Buffer.from('é你🐼\ufffd'),
    ]);
    expect(decodeText(mixed)).toBe('aé你🐼\udcffé你🐼\ufffd');
    expect(encodeText('aé你🐼\udcffé你🐼\ufffd\ud800')).toEqual(
      Uint8Array.from(Buffer.concat([mixed, Buffer.from('\ufffd')])),
    );
  });

  test('lose no byte', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(encodeText(decodeText(value))).toEqual(value);
      }),
    );
  });

  test('agree with the decoder of the platform about what is UTF-8', () => {
    const platform = new TextDecoder('utf-8', { ignoreBOM: true });
    fc.assert(
      fc.property(bytes, (value) => {
        const isText = !/[\udc80-\udcff]/u.test(decodeText(value));
        expect(isText).toBe(Buffer.from(platform.decode(value)).equals(value));
      }),
    );
  });
});

describe('cutPoint', () => {
  test('is the end of what fits', () => {
    expect(cutPoint(encodeText('hello'), 0, 200)).toBe(5);
    expect(cutPoint(encodeText('hello'), 1, 4)).toBe(5);
  });

  test('is before a character that the limit would cut', () => {
    expect(cutPoint(encodeText('abc🐼'), 0, 6)).toBe(3);
    expect(cutPoint(encodeText('abc🐼d'), 0, 7)).toBe(7);
  });

  test('is at the limit in a run of stray continuation bytes', () => {
    expect(cutPoint(new Uint8Array(20).fill(0x80), 0, 10)).toBe(10);
  });

  test('is at the limit behind a lead byte whose character is broken off', () => {
    expect(cutPoint(Uint8Array.of(1, 2, 3, 0xe4, 0xbd, 4), 0, 4)).toBe(4);
  });

  test('is at the limit behind a whole character that a stray byte follows', () => {
    expect(cutPoint(Uint8Array.of(1, 2, 0xc3, 0xa9, 0x80), 0, 4)).toBe(4);
  });

  test('cuts any bytes into pieces that fit and that join to the whole', () => {
    fc.assert(
      fc.property(bytes, fc.integer({ min: 4, max: 9 }), (value, limit) => {
        const pieces: Uint8Array[] = [];
        for (let start = 0; start < value.length;) {
          const end = cutPoint(value, start, limit);
          expect(end).toBeGreaterThan(start);
          expect(end - start).toBeLessThanOrEqual(limit);
          pieces.push(value.subarray(start, end));
          start = end;
        }
        expect(pieces.map(decodeText).join('')).toBe(decodeText(value));
      }),
    );
  });
});
