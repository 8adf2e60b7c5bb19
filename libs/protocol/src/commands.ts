import { decodeText, framePayload } from '@chat/framing';
import * as z from 'zod/mini';
import { channelNameSchema } from './names';
import {
  format,
  SERVER_CREATE_REQUIRES_ARGUMENT,
  SERVER_INVALID_CONTROL_MESSAGE,
  SERVER_JOIN_REQUIRES_ARGUMENT,
} from './strings';

const SLASH = 0x2f;

/** White space around a channel name, as the wire knows it: ASCII's. */
const OUTER_SPACE = /^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g;

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

/** Whether a frame is a command: its first byte is `/` (rule 8). All others are messages. */
export function isCommand(frame: Uint8Array): boolean {
  return frame[0] === SLASH;
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
  const argument = text.slice(word.length).replace(OUTER_SPACE, '');
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
