import { FrameDecoder, framePayload } from '@chat/framing';
import fc from 'fast-check';
import { encodeLine, encodeMessage, messageRoom, parseCommand, ProtocolError } from './index';

/** What each frame of a line says. */
function payloads(line: string | Uint8Array): string[] {
  return new FrameDecoder()
    .push(encodeLine(line))
    .map((frame) => Buffer.from(framePayload(frame)).toString());
}

describe('encodeLine', () => {
  test('is one frame for what fits, a blank one for nothing (rule 23)', () => {
    expect(payloads('hello')).toEqual(['hello']);
    expect(payloads(Buffer.from('hello'))).toEqual(['hello']);
    expect(payloads('')).toEqual(['']);
    expect(payloads('x'.repeat(200))).toEqual(['x'.repeat(200)]);
  });

  test('cuts a longer message at the byte limit, never inside a character (rule 6)', () => {
    expect(payloads('x'.repeat(450))).toEqual(['x'.repeat(200), 'x'.repeat(200), 'x'.repeat(50)]);
    expect(payloads('x'.repeat(199) + 'é!')).toEqual(['x'.repeat(199), 'é!']);
  });

  test('takes a command of 200 bytes and refuses one of 201 (rule 23)', () => {
    const command = `/join ${'x'.repeat(194)}`;
    expect(payloads(command)).toEqual([command]);
    expect(() => encodeLine(`${command}x`)).toThrow(
      new ProtocolError(
        'ERR_COMMAND_TOO_LONG',
        'A command is at most 200 bytes long, this one is 201. It was not sent.',
      ),
    );
  });

  test('puts a space before a slash that would begin a later frame (rule 8)', () => {
    expect(payloads(`${'x'.repeat(200)}/list`)).toEqual(['x'.repeat(200), ' /list']);
    expect(payloads('x'.repeat(200) + '/'.repeat(201))).toEqual([
      'x'.repeat(200),
      ` ${'/'.repeat(199)}`,
      ' //',
    ]);
  });

  test('cuts before a space or a newline, where both would be lost behind it (rule 3)', () => {
    const x = 'x'.repeat(199);
    expect(payloads(`${x} y`)).toEqual([x, ' y']);
    expect(payloads(`${x}\ny`)).toEqual([x, '\ny']);
    expect(payloads(`${x.slice(3)}  \r\n y`)).toEqual([x.slice(3), '  \r\n y']);
    // A frame that holds nothing else cannot be cut before it.
    expect(payloads(`${' '.repeat(200)}y`)).toEqual(['', 'y']);
  });

  test('sends every message as messages only, and loses nothing of it', () => {
    const text = fc.string({
      unit: fc.constantFrom('/', 'a', '你', '🐼'),
      maxLength: 900,
      size: 'max',
    });
    fc.assert(
      fc.property(text, (rest) => {
        const line = `.${rest}`;
        for (const frame of new FrameDecoder().push(encodeLine(line))) {
          expect(parseCommand(frame).type).toBe('message');
        }
        expect(payloads(line).join('').replaceAll(' ', '')).toBe(line);
      }),
    );
  });
});

describe('encodeMessage', () => {
  test('cuts at the room there is, and begins no frame with a slash', () => {
    const said = new FrameDecoder()
      .push(encodeMessage('/list all /now', 5))
      .map((frame) => Buffer.from(framePayload(frame)).toString());
    expect(said).toEqual([' /lis', 't all', ' /now']);
  });

  test.each([0, 1, 4, 201, -5, NaN, Infinity])('refuses a room of %d bytes', (room) => {
    expect(() => encodeMessage('a', room)).toThrow(ProtocolError);
  });

  test('is no function to map with: an index is no room', () => {
    expect(() => ['a', 'b'].map(encodeMessage as never)).toThrow(/^A room is 5 to 200 bytes long/);
  });

  test('loses nothing but what ends it, unless a frame is blank', () => {
    const text = fc.string({
      unit: fc.constantFrom('/', 'a', 'é', '🐼', ' ', '\n', '\r'),
      maxLength: 300,
      size: 'max',
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 9, max: 200 }), (said, room) => {
        fc.pre(!/[ \r\n]{4,}/.test(said));
        const frames = new FrameDecoder().push(encodeMessage(said, room));
        const parts = frames.map((frame) => Buffer.from(framePayload(frame)).toString());
        for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(room);
        const heard = parts.map((part) => part.replace(/^ \//, '/')).join('');
        const sent = said.replaceAll(' /', '/').replace(/[ \r\n]+$/, '');
        expect(heard.replaceAll(' /', '/').replace(/[ \r\n]+$/, '')).toBe(sent);
      }),
    );
  });
});

test('the room of a message is what its prefix leaves, in bytes', () => {
  expect(messageRoom('A')).toBe(196);
  expect(messageRoom('é')).toBe(195);
  expect(messageRoom('\udcff')).toBe(196);
});
