import { decodeText, encodeText, framePayload, type BytesLike } from '@chat/framing';
import * as z from 'zod/mini';
import { MAX_NAME_SIZE } from './name-size';

/** No character of the Unicode category Cc: C0, DEL and C1. */
const NO_CONTROL_CHARACTER = /^\P{Cc}*$/u;

/**
 * A member's name: 1 to 64 bytes of UTF-8 without control characters (rule 7). Leading and inner
 * spaces may be, and any first character.
 */
export const nameSchema = z.string().check(
  z.minLength(1, 'A name cannot be empty.'),
  z.regex(NO_CONTROL_CHARACTER, 'A name cannot have control characters in it.'),
  z.refine(
    (name) => encodeText(name).length <= MAX_NAME_SIZE,
    `A name is at most ${MAX_NAME_SIZE} bytes long.`,
  ),
);

/** A channel's name: not empty, no white space around it, no control characters (rules 10 and 12). */
export const channelNameSchema = z
  .string()
  .check(
    z.regex(/^[^ ](.*[^ ])?$/su, 'A channel name cannot be empty or have spaces around it.'),
    z.regex(NO_CONTROL_CHARACTER, 'A channel name cannot have control characters in it.'),
  );

/** What a connection's first frame is: a name, or the reason why it is none. */
export type NameFrame =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'refused'; readonly reply: string };

/**
 * Reads the first frame of a connection (rule 7).
 *
 * @param frame exactly 200 bytes
 * @returns the name, or the explanation to send before the connection is closed
 * @throws {FramingError} `ERR_FRAME_SIZE` if the frame is not 200 bytes long
 */
export function parseName(frame: BytesLike): NameFrame {
  const result = nameSchema.safeParse(decodeText(framePayload(frame)));
  if (result.success) return { type: 'name', name: result.data };
  return { type: 'refused', reply: result.error.issues.map((issue) => issue.message).join(' ') };
}
