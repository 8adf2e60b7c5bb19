import { FrameDecoder, framePayload } from '@chat/framing';
import fc from 'fast-check';
import { encodeLine, parseCommand, ProtocolError } from './index';

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
