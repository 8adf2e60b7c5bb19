import { decodeText, framePayload, type BytesLike } from '@chat/framing';
import type { Command } from './command';
import { isCommand } from './is-command';
import { receivedChannelNameSchema } from './names';
import { trimChannelName } from './outer-space';
import {
  format,
  SERVER_CREATE_REQUIRES_ARGUMENT,
  SERVER_INVALID_CONTROL_MESSAGE,
  SERVER_JOIN_REQUIRES_ARGUMENT,
} from './strings';

/** A frame that begins like a command and is none, with the reply that says why. */
export interface InvalidCommand {
  readonly type: 'invalid';
  readonly reply: string;
}

/**
 * Reads any frame of a connection but the first (rules 8, 10, 11 and 12).
 *
 * @param frame exactly 200 bytes
 * @throws {FramingError} `ERR_FRAME_SIZE` if the frame is not 200 bytes long, `ERR_NOT_BYTES` if it is
 *   not even bytes
 */
export function parseCommand(frame: BytesLike): Command | InvalidCommand {
  const payload = framePayload(frame);
  if (!isCommand(frame)) return { type: 'message', text: payload };
  const text = decodeText(payload);
  const space = text.indexOf(' ');
  const word = space === -1 ? text : text.slice(0, space);
  const argument = trimChannelName(text.slice(word.length));
  switch (word) {
    case '/create':
      if (argument === '') return invalid(SERVER_CREATE_REQUIRES_ARGUMENT);
      return validated(word, 'create', argument);
    case '/join':
      if (argument === '') return invalid(SERVER_JOIN_REQUIRES_ARGUMENT);
      return validated(word, 'join', argument);
    case '/list':
      return { type: 'list' };
    default:
      return invalid(format(SERVER_INVALID_CONTROL_MESSAGE, word));
  }
}

/** The name is all of a command that can be wrong. */
function validated(
  word: string,
  type: 'create' | 'join',
  channel: string,
): Command | InvalidCommand {
  return receivedChannelNameSchema.safeParse(channel).success
    ? { type, channel }
    : invalid(format(SERVER_INVALID_CONTROL_MESSAGE, word));
}

function invalid(reply: string): InvalidCommand {
  return { type: 'invalid', reply };
}
