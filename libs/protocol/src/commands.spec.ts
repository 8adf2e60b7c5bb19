import { decodeText, encodeFrames, encodeText, FRAME_SIZE, framePayload } from '@chat/framing';
import fc from 'fast-check';
import {
  commandSchema,
  isCommand,
  parseCommand,
  SERVER_CREATE_REQUIRES_ARGUMENT,
  SERVER_JOIN_REQUIRES_ARGUMENT,
} from './index';

function parse(text: string) {
  return parseCommand(encodeFrames(encodeText(text)));
}

function notValid(word: string) {
  const reply = `${word} is not a valid control message. Valid messages are /create, /list, and /join.`;
  return { type: 'invalid', reply };
}

describe('parseCommand', () => {
  test.each([
    ['/create 168_tas', { type: 'create', channel: '168_tas' }],
    ['/join 168_tas', { type: 'join', channel: '168_tas' }],
    ['/join   a  b  ', { type: 'join', channel: 'a  b' }],
    ['/join \t a\r\n', { type: 'join', channel: 'a' }],
    ['/create /join', { type: 'create', channel: '/join' }],
    ['/create caf\udce9', { type: 'create', channel: 'caf\udce9' }],
    ['/create 👩‍👩‍👧', { type: 'create', channel: '👩‍👩‍👧' }],
  ])('%j names the whole remainder as the channel (rule 10)', (text, command) => {
    expect(parse(text)).toEqual(command);
  });

  test.each(['/create', '/create   ', '/create\n', '/create \t'])(
    '%j lacks its argument (rule 10)',
    (text) => {
      expect(parse(text)).toEqual({ type: 'invalid', reply: SERVER_CREATE_REQUIRES_ARGUMENT });
    },
  );

  test.each(['/join', '/join   ', '/join\r\n'])('%j lacks its argument (rule 10)', (text) => {
    expect(parse(text)).toEqual({ type: 'invalid', reply: SERVER_JOIN_REQUIRES_ARGUMENT });
  });

  test.each(['/list', '/list please', '/list /create x', '/list\n'])(
    '%j is a /list (rule 11)',
    (text) => {
      expect(parse(text)).toEqual({ type: 'list' });
    },
  );

  test.each([
    ['/', '/'],
    ['//', '//'],
    ['/LIST', '/LIST'],
    ['/listing', '/listing'],
    ['/joinx y', '/joinx'],
    ['/foo bar baz', '/foo'],
    ['/ join x', '/'],
    ['/create\tx', '/create\tx'],
    ['/{0} x', '/{0}'],
    ['/$& x', '/$&'],
  ])('%j is not valid, for its first word (rule 12)', (text, word) => {
    expect(parse(text)).toEqual(notValid(word));
  });

  test.each([
    ['/create a\nb', '/create'],
    ['/join a\0b', '/join'],
    ['/join a\u009bb', '/join'],
    ['/create a\u2028b', '/create'],
    ['/join \u2029', '/join'],
    ['/create a\u202eb', '/create'],
    ['/join \u00a0\u200b', '/join'],
  ])('%j names a channel as no channel may be called (rule 12)', (text, word) => {
    expect(parse(text)).toEqual(notValid(word));
  });

  test.each(['hello', ' /list', '', ' ', '\\list'])('%j is a message (rule 8)', (text) => {
    expect(parse(text)).toEqual({ type: 'message', text: encodeText(text.trimEnd()) });
  });

  test('leaves the bytes of a message alone (rule 4)', () => {
    const text = Uint8Array.of(0xff, 0x00, 0xe4, 0x0a, 0x41);
    expect(parseCommand(encodeFrames(text))).toEqual({ type: 'message', text });
  });

  test('makes of any frame a command, a message, or one of three replies', () => {
    const start = fc.constantFrom('', '/', '/create ', '/join ', '/list', '/join\t');
    const bytes = fc.uint8Array({ maxLength: FRAME_SIZE, size: 'max' });
    fc.assert(
      fc.property(start, bytes, (word, rest) => {
        const frame = encodeFrames(
          Buffer.concat([Buffer.from(word), rest]).subarray(0, FRAME_SIZE),
        );
        const command = parseCommand(frame);
        if (command.type === 'invalid') {
          const [firstWord = ''] = decodeText(framePayload(frame)).split(' ');
          expect([
            SERVER_CREATE_REQUIRES_ARGUMENT,
            SERVER_JOIN_REQUIRES_ARGUMENT,
            notValid(firstWord).reply,
          ]).toContain(command.reply);
        } else expect(commandSchema.safeParse(command).success).toBe(true);
        if (command.type === 'message') {
          expect(Buffer.compare(command.text, framePayload(frame))).toBe(0);
        }
        expect(command.type === 'message').toBe(!isCommand(frame));
      }),
    );
  });
});
