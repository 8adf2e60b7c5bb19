import { runInNewContext } from 'node:vm';
import * as framing from './index';
import { FrameDecoder, type FramingError } from './index';

/** What plain JavaScript, or a `MessageEvent`, may hand over for bytes. */
const NOT_BYTES = [
  5,
  undefined,
  null,
  true,
  ['a'],
  [1, 2],
  {},
  { byteLength: 5 },
  { buffer: 5, byteLength: 5 },
  new Blob(['x']),
  () => 1,
  Symbol('x'),
];

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    return (error as FramingError).code;
  }
  return undefined;
}

const { buffer } = framing.encodeFrames('hello');

/** The same 200 bytes in every shape that they come in. */
const SHAPES = {
  'a Uint8Array': new Uint8Array(buffer),
  'a Buffer': Buffer.from(buffer),
  'an ArrayBuffer': buffer,
  'a DataView': new DataView(buffer),
  'a view of larger elements': new Float64Array(buffer),
  'a view in the middle of its memory': new DataView(
    Uint8Array.from([1, 2, ...new Uint8Array(buffer), 3]).buffer,
    2,
    200,
  ),
  "another realm's ArrayBuffer": runInNewContext('Uint8Array.from(bytes).buffer', {
    bytes: [...new Uint8Array(buffer)],
  }) as ArrayBuffer,
  "another realm's Uint8Array": runInNewContext('Uint8Array.from(bytes)', {
    bytes: [...new Uint8Array(buffer)],
  }) as Uint8Array,
};

/** Each function that takes bytes, with one argument for them. */
const TAKE_BYTES: Readonly<Record<string, (bytes: never) => unknown>> = {
  push: (bytes) => new FrameDecoder().push(bytes),
  framePayload: (bytes) => framing.framePayload(bytes),
  frameText: (bytes) => framing.frameText(bytes),
  checkFrameSize: (bytes) => framing.checkFrameSize(bytes),
  decodeText: (bytes) => framing.decodeText(bytes),
  asBytes: (bytes) => framing.asBytes(bytes),
  concatBytes: (bytes) => framing.concatBytes([bytes]),
  cutPoint: (bytes) => framing.cutPoint(bytes, 0, 4),
  'encodeFramesInto, payload': (bytes) => framing.encodeFramesInto(new Uint8Array(200), 0, bytes),
  'encodeFramesInto, prefix': (bytes) =>
    framing.encodeFramesInto(new Uint8Array(400), 0, buffer, bytes),
  'encodeFramesInto, target': (bytes) => framing.encodeFramesInto(bytes, 0, new Uint8Array(3)),
};

/** Those that take text too. */
const TAKE_EITHER: Readonly<Record<string, (bytes: never) => unknown>> = {
  encodeFrames: (bytes) => framing.encodeFrames(bytes),
  textOrBytes: (bytes) => framing.textOrBytes(bytes),
};

describe.each(Object.entries({ ...TAKE_BYTES, ...TAKE_EITHER }))('%s', (name, take) => {
  test.each(Object.entries(SHAPES))('takes %s', (_, bytes) => {
    const expected = codeOf(() => take(new Uint8Array(buffer) as never));
    expect(codeOf(() => take(bytes as never))).toBe(expected);
    if (expected === undefined) {
      expect(take(bytes as never)).toEqual(take(new Uint8Array(buffer) as never));
    }
  });

  test.each(NOT_BYTES)('refuses %p', (value) => {
    // Without a prefix there is none.
    if (name === 'encodeFramesInto, prefix' && value === undefined) return;
    expect(codeOf(() => take(value as never))).toBe('ERR_NOT_BYTES');
  });

  test('refuses text, unless it may be that', () => {
    const expected = name in TAKE_EITHER ? undefined : 'ERR_NOT_BYTES';
    expect(codeOf(() => take('x'.repeat(200) as never))).toBe(expected);
  });
});

test('an index that map hands over is no prefix', () => {
  const encode = framing.encodeFrames as (text: string) => Uint8Array;
  expect(codeOf(() => ['a', 'b'].map(encode))).toBe('ERR_NOT_BYTES');
});

test.each([NaN, -1])('no frame is written at %p', (offset) => {
  const write = () => framing.encodeFramesInto(new Uint8Array(400), offset, buffer);
  expect(codeOf(write)).toBe('ERR_TARGET_SIZE');
});

test.each(NOT_BYTES)('encodeText refuses %p', (value) => {
  expect(codeOf(() => framing.encodeText(value as string))).toBe('ERR_NOT_TEXT');
});

test('half of a character is a raw byte for encodeText alone, which undoes decodeText', () => {
  const half = '💩'.slice(1);
  expect(framing.encodeText(half)).toEqual(Uint8Array.of(0xa9));
  expect(framing.frameText(framing.encodeFrames(half))).toBe('\ufffd');
  expect(framing.frameText(framing.encodeFrames('x', half))).toBe('\ufffdx');
  expect(framing.frameText(framing.encodeFrames(framing.encodeText(half)))).toBe(half);
});
