import fc from 'fast-check';
import { encodeFrames, framePayload, FRAME_SIZE, FramingError } from './index';

function frame(text: string): Uint8Array {
  return Buffer.from(text.padEnd(FRAME_SIZE), 'latin1');
}

function read(text: string): string {
  return Buffer.from(framePayload(frame(text))).toString('latin1');
}

describe('framePayload', () => {
  test.each([
    ['trailing spaces', 'hello   ', 'hello'],
    ['a newline under the padding', 'hello\n', 'hello'],
    ['CR LF under the padding', 'hello\r\n', 'hello'],
    ['spaces under the newline', 'hello  \n', 'hello'],
    ['one newline only', 'hello\n\n', 'hello\n'],
    ['no lone CR', 'hello\r', 'hello\r'],
    ['no other white space', 'hello\t', 'hello\t'],
    ['nothing inside', 'a  b\nc', 'a  b\nc'],
    ['nothing in front', '  hello', '  hello'],
    ['a blank frame', '', ''],
    ['a frame with only a newline', '\n', ''],
    ['a frame with only CR LF', '\r\n', ''],
  ])('strips %s (rule 3)', (_, text, payload) => {
    expect(read(text)).toBe(payload);
  });

  test('keeps a full frame whole, and a newline in its last byte out', () => {
    expect(read('x'.repeat(200))).toBe('x'.repeat(200));
    expect(read(`${'x'.repeat(199)}\n`)).toBe('x'.repeat(199));
  });

  test('is a view of the frame', () => {
    const bytes = frame('hello');
    expect(framePayload(bytes).buffer).toBe(bytes.buffer);
  });

  test.each([0, 199, 201])('refuses a frame of %i bytes', (size) => {
    expect(() => framePayload(new Uint8Array(size))).toThrow(
      new FramingError('ERR_FRAME_SIZE', `A frame is 200 bytes long, this one is ${size}`),
    );
  });

  test('gives back whatever was encoded, but for what stands for padding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: FRAME_SIZE, size: 'max' }), (bytes) => {
        const text = Buffer.from(bytes).toString('latin1');
        expect(Buffer.from(framePayload(encodeFrames(bytes))).toString('latin1')).toBe(
          text.replace(/ *(\r?\n)? *$/, ''),
        );
      }),
    );
  });
});
