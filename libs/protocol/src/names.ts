import { decodeText, encodeText, FRAME_SIZE, framePayload, type BytesLike } from '@chat/framing';
import * as z from 'zod/mini';
import { MAX_NAME_SIZE } from './name-size';

/** What most names are, and have, for which the other patterns need not be made: that takes time. */
const PLAIN = /^[ -~]*$/;
const PLAINLY_VISIBLE = /[!-~]/;

/** What may not be in a name: it would move the cursor, begin a line, or turn one about. */
const control = madeLate(String.raw`\p{Cc}`);
const breakOrTurn = madeLate(String.raw`[\p{Zl}\p{Zp}\p{Bidi_Control}]`);

/** Something to see; a lone control character counts, since it is refused as what it is. */
const visible = madeLate(String.raw`[^\p{White_Space}\p{Default_Ignorable_Code_Point}]|\p{Cc}`);

function madeLate(pattern: string): () => RegExp {
  let made: RegExp | undefined;
  return () => (made ??= new RegExp(pattern, 'u'));
}

/** What others could not read, or not trust to be where it seems to be (rules 7 and 12). */
function legible(what: string) {
  return [
    z.refine<string>(
      (name) => PLAIN.test(name) || !control().test(name),
      `${what} cannot have control characters in it.`,
    ),
    z.refine<string>(
      (name) => PLAIN.test(name) || !breakOrTurn().test(name),
      `${what} cannot have characters in it that break a line or turn its direction.`,
    ),
    z.refine<string>(
      (name) => name === '' || PLAINLY_VISIBLE.test(name) || visible().test(name),
      `${what} needs something in it that can be seen.`,
    ),
  ] as const;
}

/** What a frame cannot carry, so that it never comes out of one. */
function sendable(what: string, size: number) {
  return [
    z.refine<string>(
      (name) => decodeText(encodeText(name)) === name,
      `${what} cannot have halves of characters in it.`,
    ),
    z.refine<string>(
      (name) => encodeText(name).length <= size,
      `${what} is at most ${size} bytes long.`,
    ),
  ] as const;
}

/**
 * A member's name (rule 7): 1 to 64 bytes of UTF-8, something visible among them, without control
 * characters, separators of lines or paragraphs, and bidirectional controls. Leading and inner spaces
 * may be, any first character, and the joiners and variation selectors of emoji; a space at the end is
 * padding (rule 3), and no part of a name.
 */
export const nameSchema = z
  .string()
  .check(
    z.minLength(1, 'A name cannot be empty.'),
    z.regex(/(?:^|[^ ])$/, 'A name cannot end with a space.'),
    ...legible('A name'),
    ...sendable('A name', MAX_NAME_SIZE),
  );

function receivedChannelName() {
  return z
    .string()
    .check(
      z.regex(/^[^ ](.*[^ ])?$/su, 'A channel name cannot be empty or have spaces around it.'),
      ...legible('A channel name'),
    );
}

/** A channel's name that came in a frame (rules 10 and 12). A bundle whose program needs no such schema has none. */
export const receivedChannelNameSchema = /* @__PURE__ */ receivedChannelName();

function channelNameBehind(command: string) {
  return receivedChannelNameSchema.check(
    ...sendable('A channel name', FRAME_SIZE - command.length),
  );
}

/**
 * A channel's name (rules 10 and 12): 1 to 192 bytes of UTF-8, which is what a /create has room for, no
 * space around it, something visible in it, and nothing that no name may hold.
 */
export const channelNameSchema = /* @__PURE__ */ channelNameBehind('/create ');

/** What a /join can ask for: up to 194 bytes. */
export const joinedNameSchema = /* @__PURE__ */ channelNameBehind('/join ');

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
