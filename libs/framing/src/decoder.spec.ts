import fc from 'fast-check';
import { FRAME_SIZE, FrameDecoder } from './index';

/** Bytes that tell where in the stream they stood. */
function stream(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index % 251);
}

function inFrames(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.floor(bytes.length / FRAME_SIZE) }, (_, index) =>
    bytes.slice(index * FRAME_SIZE, (index + 1) * FRAME_SIZE),
  );
}

describe('FrameDecoder', () => {
  test('gives a frame once its 200th byte is there, and holds at most 199 (rule 2)', () => {
    const decoder = new FrameDecoder();
    const bytes = stream(2 * FRAME_SIZE);
    bytes.forEach((byte, index) => {
      const frames = decoder.push(Uint8Array.of(byte));
      const size = (index + 1) % FRAME_SIZE;
      expect(decoder.held).toBe(size);
      expect(frames).toEqual(size === 0 ? [bytes.slice(index + 1 - FRAME_SIZE, index + 1)] : []);
    });
  });

  test('gives many frames of one chunk in order, as views of the chunk', () => {
    const bytes = stream(50 * FRAME_SIZE);
    const frames = new FrameDecoder().push(bytes);
    expect(frames).toEqual(inFrames(bytes));
    for (const frame of frames) expect(frame.buffer).toBe(bytes.buffer);
  });

  test('gives aligned frames of a chunk that is itself a view in the middle of its memory', () => {
    const memory = stream(1000);
    const frames = new FrameDecoder().push(memory.subarray(300, 700));
    expect(frames).toEqual([memory.slice(300, 500), memory.slice(500, 700)]);
  });

  test('a frame that was pieced together has memory of its own', () => {
    const decoder = new FrameDecoder();
    const chunk = stream(FRAME_SIZE);
    decoder.push(chunk.subarray(0, 100));
    const [first] = decoder.push(chunk.subarray(100));
    const before = Uint8Array.from(first ?? []);
    chunk.fill(0);
    decoder.push(stream(150));
    expect(first).toEqual(before);
  });

  test('takes a Buffer and gives plain Uint8Arrays', () => {
    const [frame] = new FrameDecoder().push(Buffer.alloc(FRAME_SIZE));
    expect(Object.getPrototypeOf(frame)).toBe(Uint8Array.prototype);
  });

  test('an empty chunk changes nothing', () => {
    const decoder = new FrameDecoder();
    decoder.push(stream(7));
    expect(decoder.push(new Uint8Array(0))).toEqual([]);
    expect(decoder.held).toBe(7);
  });

  test('any bytes cut any way give the same frames as uncut', () => {
    const bytesAndCuts = fc
      .uint8Array({ maxLength: 5 * FRAME_SIZE, size: 'max' })
      .chain((bytes) =>
        fc.tuple(
          fc.constant(bytes),
          fc.array(fc.nat({ max: bytes.length }), { maxLength: 60, size: 'max' }),
        ),
      );
    fc.assert(
      fc.property(bytesAndCuts, ([bytes, cuts]) => {
        const decoder = new FrameDecoder();
        const ends = [...cuts.sort((a, b) => a - b), bytes.length];
        const frames = ends.flatMap((end, index) =>
          decoder.push(bytes.subarray(ends[index - 1] ?? 0, end)),
        );
        const whole = bytes.subarray(0, bytes.length - (bytes.length % FRAME_SIZE));
        expect(frames.every(({ length }) => length === FRAME_SIZE)).toBe(true);
        expect(Buffer.concat(frames).equals(whole)).toBe(true);
        expect(decoder.held).toBe(bytes.length - whole.length);
      }),
    );
  });
});
