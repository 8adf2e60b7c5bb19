import { concatBytes, cutPoint, encodeFrames, encodeText, FRAME_SIZE } from '@chat/framing';
import { isCommand } from './commands';
import { ProtocolError } from './errors';

const SPACE = ' ';

/**
 * The frames that a client sends for a line that was typed (rule 23), its newline taken off: one
 * blank frame for an empty line, several for a message over 200 bytes.
 *
 * A later frame of a long message that would begin with `/`, and so be taken for a command, begins
 * with a space instead (rule 8).
 *
 * @param line text or bytes, of any length
 * @returns whole frames, one after another in one new buffer
 * @throws {ProtocolError} `ERR_COMMAND_TOO_LONG` if the line is a command over 200 bytes
 */
export function encodeLine(line: string | Uint8Array): Uint8Array {
  const bytes = typeof line === 'string' ? encodeText(line) : line;
  if (bytes.length <= FRAME_SIZE) return encodeFrames(bytes);
  if (isCommand(bytes)) {
    throw new ProtocolError(
      'ERR_COMMAND_TOO_LONG',
      `A command is at most ${FRAME_SIZE} bytes long, this one is ${bytes.length}. It was not sent.`,
    );
  }
  return encodeMessage(bytes);
}

function encodeMessage(text: Uint8Array): Uint8Array {
  const frames: Uint8Array[] = [];
  for (let start = 0; start < text.length;) {
    const prefix = isCommand(text.subarray(start)) ? SPACE : '';
    const end = cutPoint(text, start, FRAME_SIZE - prefix.length);
    frames.push(encodeFrames(text.subarray(start, end), prefix));
    start = end;
  }
  return concatBytes(frames);
}
