import { decodeText, framePayload } from '@chat/framing';
import * as z from 'zod/mini';
import { isCommand } from './is-command';
import { channelNameSchema } from './names';
import { trimChannelName } from './outer-space';
import {
  format,
  SERVER_CREATE_REQUIRES_ARGUMENT,
  SERVER_INVALID_CONTROL_MESSAGE,
  SERVER_JOIN_REQUIRES_ARGUMENT,
} from './strings';

/** What a client can ask of the server (rules 10 and 11), or say (rule 16). */
export const commandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('create'), channel: channelNameSchema }),
  z.object({ type: z.literal('join'), channel: channelNameSchema }),
  z.object({ type: z.literal('list') }),
  z.object({
    type: z.literal('message'),
    text: z.custom<Uint8Array>((text) => text instanceof Uint8Array),
  }),
]);

/**
 * A frame's meaning. The text of a message stays bytes, since it is never decoded on its way
 * (rule 4), and is a view of the frame's memory.
 */
export type Command = z.infer<typeof commandSchema>;

/** A frame that begins like a command and is none, with the reply that says why. */
export interface InvalidCommand {
  readonly type: 'invalid';
  readonly reply: string;
}

/**
 * Reads any frame of a connection but the first (rules 8, 10, 11 and 12).
 *
 * @param frame exactly 200 bytes
 * @throws {FramingError} `ERR_FRAME_SIZE` if the frame is not 200 bytes long
 */
export function parseCommand(frame: Uint8Array): Command | InvalidCommand {
  const payload = framePayload(frame);
  if (!isCommand(frame)) return { type: 'message', text: payload };
  const text = decodeText(payload);
  const space = text.indexOf(' ');
  const word = space === -1 ? text : text.slice(0, space);
  const argument = trimChannelName(text.slice(word.length));
  switch (word) {
    case '/create':
      if (argument === '') return invalid(SERVER_CREATE_REQUIRES_ARGUMENT);
      return validated(word, { type: 'create', channel: argument });
    case '/join':
      if (argument === '') return invalid(SERVER_JOIN_REQUIRES_ARGUMENT);
      return validated(word, { type: 'join', channel: argument });
    case '/list':
      return { type: 'list' };
    default:
      return invalid(format(SERVER_INVALID_CONTROL_MESSAGE, word));
  }
}

function validated(word: string, command: Command): Command | InvalidCommand {
  const result = commandSchema.safeParse(command);
  return result.success ? result.data : invalid(format(SERVER_INVALID_CONTROL_MESSAGE, word));
}

function invalid(reply: string): InvalidCommand {
  return { type: 'invalid', reply };
}
