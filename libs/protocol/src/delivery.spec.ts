import { encodeFrames, encodeText, FrameDecoder, FRAME_SIZE } from '@chat/framing';
import fc from 'fast-check';
import {
  format,
  parseDelivery,
  SERVER_CHANNEL_EXISTS,
  SERVER_CLIENT_NOT_IN_CHANNEL,
  SERVER_CREATE_REQUIRES_ARGUMENT,
  SERVER_INVALID_CONTROL_MESSAGE,
  SERVER_JOIN_REQUIRES_ARGUMENT,
  SERVER_NO_CHANNEL_EXISTS,
} from './index';

function read(text: string) {
  return parseDelivery(encodeFrames(encodeText(text)));
}

describe('parseDelivery', () => {
  test.each([
    ['[Ann] hi', 'Ann', 'hi'],
    ['[Ann]   two spaces in front', 'Ann', '  two spaces in front'],
    ['[Ann]', 'Ann', ''],
    ['[A]nn] hi', 'A]nn', 'hi'],
    ['[Ann] Ben has joined', 'Ann', 'Ben has joined'],
    ['[Ann] two\nlines', 'Ann', 'two\nlines'],
    ['[caf\udce9] \udcff', 'caf\udce9', '\udcff'],
    // What cannot be told apart: the name could be `a] b`.
    ['[a] b] c', 'a', 'b] c'],
  ])('%j is a message (rule 16)', (text, from, said) => {
    expect(read(text)).toEqual({ type: 'message', from, text: said, mayContinue: false });
  });

  test.each([
    ['Ann has joined', { type: 'joined', name: 'Ann' }],
    ['a b has left', { type: 'left', name: 'a b' }],
    ['x has left has joined', { type: 'joined', name: 'x has left' }],
    ['{0} has left', { type: 'left', name: '{0}' }],
  ])('%j is somebody who came or went (rules 14 and 18)', (text, delivery) => {
    expect(read(text)).toEqual({ ...delivery, mayContinue: false });
  });

  test.each([
    SERVER_JOIN_REQUIRES_ARGUMENT,
    SERVER_CREATE_REQUIRES_ARGUMENT,
    SERVER_CLIENT_NOT_IN_CHANNEL,
  ])('%j is a refusal', (text) => {
    expect(read(text)).toEqual({ type: 'refused', reason: text, text, mayContinue: false });
  });

  test.each([
    [SERVER_NO_CHANNEL_EXISTS, 'tea'],
    [SERVER_NO_CHANNEL_EXISTS, "x exists. Try '/create x'?"],
    [SERVER_CHANNEL_EXISTS, '$& {0}'],
    [SERVER_INVALID_CONTROL_MESSAGE, '/'],
    [SERVER_INVALID_CONTROL_MESSAGE, '/a\nb'],
  ])('%j with %j is a refusal', (reason, argument) => {
    const text = format(reason as '{0}', argument);
    expect(read(text)).toMatchObject({ type: 'refused', reason, text });
  });

  test('a refusal that names a long channel is one, and may go on', () => {
    const text = format(SERVER_NO_CHANNEL_EXISTS, 'x'.repeat(190));
    const [first, second] = new FrameDecoder().push(encodeFrames(text));
    expect(parseDelivery(first ?? new Uint8Array())).toEqual({
      type: 'refused',
      reason: SERVER_NO_CHANNEL_EXISTS,
      text: text.slice(0, FRAME_SIZE),
      mayContinue: true,
    });
    expect(parseDelivery(second ?? new Uint8Array()).type).toBe('notice');
  });

  test.each([
    ['', []],
    ['a\nb c', ['a', 'b c']],
    ['a\n\nb', ['a', 'b']],
  ])('%j is a listing (rule 11)', (text, names) => {
    expect(read(text)).toEqual({ type: 'listing', names, mayContinue: false });
  });

  test.each([
    'Good bye',
    ' has joined',
    'x is not a valid control message. Valid messages are /create, /list, and /join.',
    "No channel named a exists. Try '/create b'?",
    'Room  already exists, so cannot be created.',
    '[] x',
    '[Ann',
  ])('%j is none of these', (text) => {
    expect(read(text)).toEqual({ type: 'notice', text, mayContinue: false });
  });

  test.each([
    [196, false],
    [197, true],
    [200, true],
  ])('of %i bytes, whether it may go on in the next frame: %s', (size, mayContinue) => {
    expect(read('x'.repeat(size)).mayContinue).toBe(mayContinue);
  });

  test('makes something of any frame', () => {
    const start = fc.constantFrom('', '[', 'Room ', 'No channel named ', '/', 'a\n');
    const bytes = fc.uint8Array({ maxLength: FRAME_SIZE, size: 'max' });
    fc.assert(
      fc.property(start, bytes, (text, rest) => {
        const said = Buffer.concat([Buffer.from(text), rest]).subarray(0, FRAME_SIZE);
        expect(parseDelivery(encodeFrames(said))).toHaveProperty('type');
      }),
    );
  });

  test('reads whatever anybody says as what they say, but for a name with `] ` in it', () => {
    const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !text.includes('] '));
    const said = fc.string({ maxLength: 100 }).map((text) => text.trimEnd());
    fc.assert(
      fc.property(name, said, (from, text) => {
        fc.pre(from.trim() !== '' && !from.endsWith(']'));
        const delivery = read(`[${from}] ${text}`);
        expect(delivery).toEqual({ type: 'message', from, text, mayContinue: false });
      }),
    );
  });
});
