import fc from 'fast-check';
import * as protocol from './index';
import { format, type ProtocolError } from './index';

describe('the fixed strings', () => {
  // Written out a second time on purpose: a slip of the keyboard here or there shows.
  test.each([
    ['CLIENT_CANNOT_CONNECT', 'Unable to connect to {0}:{1}'],
    ['CLIENT_SERVER_DISCONNECTED', 'Server at {0}:{1} has disconnected'],
    ['CLIENT_MESSAGE_PREFIX', '[Me] '],
    ['CLIENT_WIPE_ME', '\r    '],
    [
      'SERVER_INVALID_CONTROL_MESSAGE',
      '{0} is not a valid control message. Valid messages are /create, /list, and /join.',
    ],
    ['SERVER_NO_CHANNEL_EXISTS', "No channel named {0} exists. Try '/create {0}'?"],
    [
      'SERVER_JOIN_REQUIRES_ARGUMENT',
      '/join command must be followed by the name of a channel to join.',
    ],
    ['SERVER_CLIENT_JOINED_CHANNEL', '{0} has joined'],
    ['SERVER_CLIENT_LEFT_CHANNEL', '{0} has left'],
    ['SERVER_CHANNEL_EXISTS', 'Room {0} already exists, so cannot be created.'],
    [
      'SERVER_CREATE_REQUIRES_ARGUMENT',
      '/create command must be followed by the name of a channel to create',
    ],
    [
      'SERVER_CLIENT_NOT_IN_CHANNEL',
      'Not currently in any channel. Must join a channel before sending messages.',
    ],
    ['SERVER_TOO_MANY_CHANNELS', 'No more channels can be created here.'],
    [
      'SERVER_CANNOT_ANSWER',
      'The servers of this chat cannot reach each other now. Try again later.',
    ],
  ] as const)('%s', (constant, text) => {
    expect(protocol[constant]).toBe(text);
  });
});

describe('format', () => {
  test('fills in every placeholder', () => {
    expect(format(protocol.CLIENT_CANNOT_CONNECT, 'localhost', '55555')).toBe(
      'Unable to connect to localhost:55555',
    );
    expect(format(protocol.SERVER_NO_CHANNEL_EXISTS, 'x')).toBe(
      "No channel named x exists. Try '/create x'?",
    );
    expect(format(protocol.SERVER_CLIENT_NOT_IN_CHANNEL)).toBe(
      protocol.SERVER_CLIENT_NOT_IN_CHANNEL,
    );
  });

  test('refuses a template with a value missing, in types and when it runs', () => {
    const fill = (): unknown => {
      try {
        // @ts-expect-error: the port is missing
        return format(protocol.CLIENT_CANNOT_CONNECT, 'localhost');
      } catch (error) {
        return (error as ProtocolError).code;
      }
    };
    expect(fill()).toBe('ERR_NO_VALUE');
  });

  test('takes every argument literally', () => {
    const tricky = fc.oneof(
      fc.string(),
      fc.constantFrom('{0}', '{1}', '{0}{1}', '$&', '$1', '$$', '$`', "$'", '%s', '\\1', '{{0}}'),
    );
    fc.assert(
      fc.property(tricky, tricky, (host, port) => {
        expect(format('{1}|{0}|{1}', host, port)).toBe([port, host, port].join('|'));
      }),
    );
  });
});
