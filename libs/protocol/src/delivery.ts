import { decodeText, FRAME_SIZE, framePayload, type BytesLike } from '@chat/framing';
import {
  SERVER_CANNOT_ANSWER,
  SERVER_CHANNEL_EXISTS,
  SERVER_CLIENT_JOINED_CHANNEL,
  SERVER_CLIENT_LEFT_CHANNEL,
  SERVER_CLIENT_NOT_IN_CHANNEL,
  SERVER_CREATE_REQUIRES_ARGUMENT,
  SERVER_INVALID_CONTROL_MESSAGE,
  SERVER_JOIN_REQUIRES_ARGUMENT,
  SERVER_NO_CHANNEL_EXISTS,
  SERVER_TOO_MANY_CHANNELS,
} from './strings';

/** Bytes in a frame whose text was cut, at least: a character of 4 may have been what did not fit. */
const NEARLY_FULL = FRAME_SIZE - 3;

/** What every frame from a server has. */
interface Delivered {
  /**
   * Whether the text may go on in the next frame (rule 6): 197 of the 200 bytes, or more, are full. A
   * listing ends where its next name does not fit, so that any may go on, full or not (rule 11).
   */
  readonly mayContinue: boolean;
}

/** Another member of the channel said something (rule 16). */
export interface Message extends Delivered {
  readonly type: 'message';
  readonly from: string;
  readonly text: string;
}

/** Somebody came into the channel (rule 14). */
export interface Joined extends Delivered {
  readonly type: 'joined';
  readonly name: string;
}

/** Somebody left the channel (rules 14 and 18). */
export interface Left extends Delivered {
  readonly type: 'left';
  readonly name: string;
}

/** Names of channels, or some of them (rule 11). */
export interface Listing extends Delivered {
  readonly type: 'listing';
  readonly names: readonly string[];
}

const REFUSALS = [
  SERVER_INVALID_CONTROL_MESSAGE,
  SERVER_NO_CHANNEL_EXISTS,
  SERVER_JOIN_REQUIRES_ARGUMENT,
  SERVER_CHANNEL_EXISTS,
  SERVER_CREATE_REQUIRES_ARGUMENT,
  SERVER_CLIENT_NOT_IN_CHANNEL,
  SERVER_TOO_MANY_CHANNELS,
  SERVER_CANNOT_ANSWER,
] as const;

/** The fixed string that a refusal is made of. */
export type Refusal = (typeof REFUSALS)[number];

/** Something that this client sent was refused, in the protocol's words. */
export interface Refused extends Delivered {
  readonly type: 'refused';
  readonly reason: Refusal;
  readonly text: string;
}

/** Any other text, such as the explanation before a server closes. */
export interface Notice extends Delivered {
  readonly type: 'notice';
  readonly text: string;
}

/** What a frame from a server says. */
export type Delivery = Message | Joined | Left | Listing | Refused | Notice;

/** `[name] text`; a blank text leaves `[name]` (rule 16). */
const MESSAGE = /^\[([^\n]+?)\](?: ([^]*))?$/;

const NOTICES = [
  ['joined', patternOf(SERVER_CLIENT_JOINED_CHANNEL)],
  ['left', patternOf(SERVER_CLIENT_LEFT_CHANNEL)],
] as const;

const REFUSED = REFUSALS.map((reason) => [reason, patternOf(reason)] as const);

/** All texts that are made of a fixed string; its group is what stands in the place of each `{0}`. */
function patternOf(template: string): RegExp {
  const literal = template.replace(/[.?]/g, '\\$&');
  return new RegExp(`^${literal.replace('{0}', '([^]+)').replace('{0}', '\\1')}$`);
}

/**
 * Reads a frame that a server sent, by the fixed strings alone.
 *
 * What looks alike is taken for the first of these: a message, a refusal, a listing (blank, or of more
 * than one line), somebody who came or went, a notice. So a listing of one channel is a notice, since
 * it has no form of its own; a member whose name holds `] ` is taken to have the name before it; and a
 * channel whose name is `[a] b` or `Ann has joined`, listed alone, is taken for that.
 *
 * @param frame exactly 200 bytes
 * @throws {FramingError} `ERR_FRAME_SIZE` if the frame is not 200 bytes long
 */
export function parseDelivery(frame: BytesLike): Delivery {
  const payload = framePayload(frame);
  const text = decodeText(payload);
  const mayContinue = payload.length >= NEARLY_FULL;
  const [, from, said = ''] = MESSAGE.exec(text) ?? [];
  if (from !== undefined) return { type: 'message', from, text: said, mayContinue };
  const [reason] = REFUSED.find((refused) => isRefusal(refused, text, mayContinue)) ?? [];
  if (reason !== undefined) return { type: 'refused', reason, text, mayContinue };
  if (text === '' || text.includes('\n')) {
    const names = text.split('\n').filter((name) => name !== '');
    return { type: 'listing', names, mayContinue };
  }
  for (const [type, pattern] of NOTICES) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) return { type, name, mayContinue };
  }
  return { type: 'notice', text, mayContinue };
}

function isRefusal([reason, pattern]: readonly [Refusal, RegExp], text: string, isFull: boolean) {
  const [start = ''] = reason.split('{0}');
  // What begins with a word is refused for that word alone (rule 12).
  if (start === '') return text.startsWith('/') && pattern.test(text);
  // Servers cut a refusal that names a long channel, or go on in another frame.
  return isFull ? text.startsWith(start) : pattern.test(text);
}
