import { asBytes, type BytesLike } from '@chat/framing';

const SLASH = 0x2f;

/**
 * Whether a frame is a command: its first byte is `/` (rule 8). All others are messages.
 *
 * @throws {FramingError} `ERR_NOT_BYTES` if the frame is not bytes
 */
export function isCommand(frame: BytesLike): boolean {
  return asBytes(frame)[0] === SLASH;
}
