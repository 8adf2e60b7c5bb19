import {
  concatBytes,
  cutPoint,
  encodeText,
  FRAME_SIZE,
  textOrBytes,
  type Bytes,
  type BytesLike,
} from '@chat/framing';
import { ProtocolError } from './errors';
import { isCommand } from './is-command';

const SPACE = 0x20;

/** Bytes of `[`, `] ` around a name in front of what is relayed (rule 16). */
const BRACKETS = 3;

/** For the longest UTF-8 character, and the space before what is no command. */
const LEAST_ROOM = 5;

/** Space, line feed and carriage return: at the end of a frame they are taken for its end (rule 3). */
const LOST_AT_THE_END: readonly (number | undefined)[] = [SPACE, 0x0a, 0x0d];

/**
 * The frames that a client sends for a line that was typed (rule 23), its newline taken off: one
 * blank frame for an empty line, several for a message over 200 bytes (see {@link encodeMessage}).
 *
 * @param line text or bytes, of any length
 * @returns whole frames, one after another in one new buffer
 * @throws {ProtocolError} `ERR_COMMAND_TOO_LONG` if the line is a command over 200 bytes
 */
export function encodeLine(line: string | BytesLike): Bytes {
  const bytes = textOrBytes(line);
  if (!isCommand(bytes)) return encodeMessage(bytes);
  if (bytes.length <= FRAME_SIZE) return frameOf(bytes, 0);
  throw new ProtocolError(
    'ERR_COMMAND_TOO_LONG',
    `A command is at most ${FRAME_SIZE} bytes long, this one is ${bytes.length}. It was not sent.`,
  );
}

/**
 * The frames of a message of any length, each with at most so many bytes of it, cut as late as may be:
 * - never inside a UTF-8 character (rule 6);
 * - never behind a space or a newline, which would be lost (rule 3), but before it, unless a whole frame
 *   has nothing else in it;
 * - a frame that would begin with `/`, and so be taken for a command, begins with a space (rule 8).
 *
 * @param text text or bytes, of any length
 * @param room bytes of text in a frame: 5 to 200
 * @returns whole frames, one after another in one new buffer
 * @throws {ProtocolError} `ERR_ROOM_SIZE` if the room is anything else
 */
export function encodeMessage(text: string | BytesLike, room = FRAME_SIZE): Bytes {
  if (!(room >= LEAST_ROOM && room <= FRAME_SIZE)) {
    throw new ProtocolError(
      'ERR_ROOM_SIZE',
      `A room is ${LEAST_ROOM} to ${FRAME_SIZE} bytes long, this one is ${room}.`,
    );
  }
  const bytes = textOrBytes(text);
  const frames: Bytes[] = [];
  let start = 0;
  do {
    const indent = isCommand(bytes.subarray(start)) ? 1 : 0;
    const end = pieceEnd(bytes, start, room - indent);
    frames.push(frameOf(bytes.subarray(start, end), indent));
    start = end;
  } while (start < bytes.length);
  return concatBytes(frames);
}

/**
 * Bytes of text in a frame that is relayed as one: what `[name] ` leaves of it (rules 6 and 16). The room
 * that {@link encodeMessage} asks for: 133 for the longest name, 196 for the shortest.
 */
export function messageRoom(name: string): number {
  return FRAME_SIZE - encodeText(name).length - BRACKETS;
}

function frameOf(text: Bytes, indent: number): Bytes {
  const frame = new Uint8Array(FRAME_SIZE).fill(SPACE);
  frame.set(text, indent);
  return frame;
}

function pieceEnd(bytes: Uint8Array, start: number, limit: number): number {
  const end = cutPoint(bytes, start, limit);
  if (end === bytes.length) return end;
  let kept = end;
  while (kept > start && LOST_AT_THE_END.includes(bytes[kept - 1])) kept--;
  return kept > start ? kept : end;
}
