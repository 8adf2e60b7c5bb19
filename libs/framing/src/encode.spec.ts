import fc from 'fast-check';
import {
  encodeFrames,
  encodeFramesInto,
  encodeText,
  FRAME_SIZE,
  maxFramesSize,
  type FramingError,
} from './index';

/** The frames as text, padding and all. */
function texts(frames: Uint8Array): string[] {
  return Array.from({ length: frames.length / FRAME_SIZE }, (_, index) =>
    Buffer.from(frames.slice(index * FRAME_SIZE, (index + 1) * FRAME_SIZE)).toString(),
  );
}

function code(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    return (error as FramingError).code;
  }
  return undefined;
}

describe('encodeFrames', () => {
  test('pads to 200 bytes with spaces, text and bytes alike (rule 1)', () => {
    expect(texts(encodeFrames('hello'))).toEqual(['hello'.padEnd(200)]);
    expect(texts(encodeFrames(Buffer.from('hello')))).toEqual(['hello'.padEnd(200)]);
  });

  test('counts bytes, not characters', () => {
    expect(texts(encodeFrames('né'))).toEqual([`né${' '.repeat(197)}`]);
  });

  test('makes one blank frame of nothing', () => {
    expect(texts(encodeFrames(''))).toEqual([' '.repeat(200)]);
    expect(texts(encodeFrames('', '[A] '))).toEqual(['[A] '.padEnd(200)]);
  });

  test('fits 200 bytes in one frame, and needs two for 201 (rule 6)', () => {
    expect(texts(encodeFrames('x'.repeat(200)))).toEqual(['x'.repeat(200)]);
    expect(texts(encodeFrames('x'.repeat(201)))).toEqual(['x'.repeat(200), 'x'.padEnd(200)]);
  });

  test('repeats the prefix on every frame (rule 6)', () => {
    expect(texts(encodeFrames('x'.repeat(200), '[Al] '))).toEqual([
      `[Al] ${'x'.repeat(195)}`,
      '[Al] xxxxx'.padEnd(200),
    ]);
  });

  test.each([
    ['é', 2],
    ['你', 3],
    ['🐼', 4],
  ])('never cuts inside %s, and never sooner than it must (rule 6)', (character, size) => {
    for (let lead = 190; lead <= 200; lead++) {
      const frames = encodeFrames('x'.repeat(lead) + character.repeat(3));
      const whole = Math.min(3, Math.floor((200 - lead) / size));
      const first = 'x'.repeat(lead) + character.repeat(whole);
      expect(texts(frames)[0]?.trimEnd()).toBe(first);
      expect((texts(frames)[1] ?? '').trimEnd()).toBe(character.repeat(3 - whole));
    }
  });

  test('cuts what is not UTF-8 at the byte limit', () => {
    for (const byte of [0x80, 0xbf, 0xc3, 0xe9, 0xf0, 0xff]) {
      const bytes = new Uint8Array(300).fill(byte);
      const frames = encodeFrames(bytes);
      expect(frames).toHaveLength(400);
      expect(frames.slice(0, 300)).toEqual(bytes);
    }
  });

  test('a prefix leaves room for a whole character, or is refused', () => {
    expect(encodeFrames('🐼', 'p'.repeat(196))).toHaveLength(200);
    expect(code(() => encodeFrames('', 'p'.repeat(197)))).toBe('ERR_PREFIX_SIZE');
  });

  test('split and join is lossless for any text and prefix, and never cuts a character', () => {
    // Without spaces, which only padding can then be.
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', '你', '🐼', '\n', '/'),
      maxLength: 400,
      size: 'max',
    });
    const prefix = fc.string({
      unit: fc.constantFrom('p', 'ß', '['),
      maxLength: 98,
      size: 'max',
    });
    fc.assert(
      fc.property(text, prefix, (payload, lead) => {
        const frames = texts(encodeFrames(payload, lead));
        for (const frame of frames) {
          expect(Buffer.byteLength(frame)).toBe(FRAME_SIZE);
          expect(frame.startsWith(lead)).toBe(true);
        }
        const bodies = frames.map((frame) => frame.slice(lead.length).replace(/ +$/, ''));
        expect(bodies.join('')).toBe(payload);
      }),
    );
  });
});

describe('encodeFramesInto', () => {
  test('writes at the offset and returns the offset behind, touching nothing else', () => {
    const target = new Uint8Array(800).fill(7);
    const text = encodeText('x'.repeat(150));
    expect(encodeFramesInto(target, 200, text, encodeText('y'.repeat(100)))).toBe(600);
    expect(target.slice(200, 600)).toEqual(encodeFrames(text, 'y'.repeat(100)));
    expect(target.slice(0, 200)).toEqual(new Uint8Array(200).fill(7));
    expect(target.slice(600)).toEqual(new Uint8Array(200).fill(7));
  });

  test('refuses a target without room', () => {
    const action = () => encodeFramesInto(new Uint8Array(399), 200, encodeText('hello'));
    expect(code(action)).toBe('ERR_TARGET_SIZE');
  });
});

describe('maxFramesSize', () => {
  const bytes = fc.uint8Array({ maxLength: 1000, size: 'max' });
  const prefix = fc.uint8Array({ maxLength: 196, size: 'max' });

  test('is enough for any bytes beside any prefix', () => {
    fc.assert(
      fc.property(bytes, prefix, (payload, prefix) => {
        const size = maxFramesSize(payload.length, prefix.length);
        const end = encodeFramesInto(new Uint8Array(size), 0, payload, prefix);
        expect(end).toBeGreaterThanOrEqual(FRAME_SIZE);
      }),
    );
  });

  test.each([
    [0, 200],
    [197, 200],
    [394, 400],
    [395, 600],
  ])('of %d bytes is %d', (payload, size) => {
    expect(maxFramesSize(payload)).toBe(size);
  });

  test('leaves room for characters of 4 bytes that are cut before', () => {
    const text = encodeText(`x${'🙂'.repeat(98)}`);
    expect(encodeFrames(text)).toHaveLength(maxFramesSize(text.length));
  });

  test('refuses a prefix that leaves no room', () => {
    expect(code(() => maxFramesSize(1, 197))).toBe('ERR_PREFIX_SIZE');
  });
});
