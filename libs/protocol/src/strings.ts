import { ProtocolError } from './errors';

/*
 * The fixed texts of the protocol, byte for byte, under the names that the course gave them.
 * `{0}` and `{1}` are filled in by `format`.
 */

/** {0} the host, {1} the port, both as typed (rule 24). */
export const CLIENT_CANNOT_CONNECT = 'Unable to connect to {0}:{1}';
/** {0} the host, {1} the port, both as typed (rule 24). */
export const CLIENT_SERVER_DISCONNECTED = 'Server at {0}:{1} has disconnected';
/** What stands before the line that the user types (rule 22). */
export const CLIENT_MESSAGE_PREFIX = '[Me] ';
/** Overwrites {@link CLIENT_MESSAGE_PREFIX} on the screen (rule 22). */
export const CLIENT_WIPE_ME = '\r    ';
/** {0} the first word of the frame (rule 12). */
export const SERVER_INVALID_CONTROL_MESSAGE =
  '{0} is not a valid control message. Valid messages are /create, /list, and /join.';
/** {0} the channel that was asked for. */
export const SERVER_NO_CHANNEL_EXISTS = "No channel named {0} exists. Try '/create {0}'?";
/** A /join with nothing behind it (rule 10). */
export const SERVER_JOIN_REQUIRES_ARGUMENT =
  '/join command must be followed by the name of a channel to join.';
/** {0} the member's name (rule 14). */
export const SERVER_CLIENT_JOINED_CHANNEL = '{0} has joined';
/** {0} the member's name (rules 14 and 18). */
export const SERVER_CLIENT_LEFT_CHANNEL = '{0} has left';
/** {0} the channel that was to be created (rule 15). */
export const SERVER_CHANNEL_EXISTS = 'Room {0} already exists, so cannot be created.';
/** A /create with nothing behind it (rule 10). */
export const SERVER_CREATE_REQUIRES_ARGUMENT =
  '/create command must be followed by the name of a channel to create';
/** A message from a member that is in no channel (rule 17). */
export const SERVER_CLIENT_NOT_IN_CHANNEL =
  'Not currently in any channel. Must join a channel before sending messages.';

// Strings of our own, for what the course has none.

/** A /create beyond as many channels as the server allows (rule 12). */
export const SERVER_TOO_MANY_CHANNELS = 'No more channels can be created here.';
/** A command that needs the other servers of a chat, while they cannot be reached. */
export const SERVER_CANNOT_ANSWER =
  'The servers of this chat cannot reach each other now. Try again later.';

/** The arguments that a template takes: as many as it has different placeholders. */
export type FormatArguments<Template extends string> = Template extends `${string}{1}${string}`
  ? [first: string, second: string]
  : Template extends `${string}{0}${string}`
    ? [first: string]
    : [];

function refuse(place: string): never {
  throw new ProtocolError('ERR_NO_VALUE', 'No ' + place);
}

/**
 * Fills in a template's `{0}` and `{1}`, literally and in one pass: an argument such as `{0}`, `$&`
 * or `%s` comes out as itself.
 *
 * @throws {ProtocolError} `ERR_NO_VALUE` if there are fewer values than the template has places
 */
export function format<Template extends string>(
  template: Template,
  ...values: FormatArguments<Template>
): string {
  return template.replace(/{(\d)}/g, (place, index: number) => values[index] ?? refuse(place));
}
