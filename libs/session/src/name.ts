import { encodeText } from '@chat/framing';
import { MAX_NAME_SIZE } from '@chat/protocol';
import { SessionError } from './errors';

/** @throws {SessionError} `ERR_NAME` if no server takes the name (rule 7) */
export function checkName(name: string): void {
  const size = encodeText(name).length;
  if (name.trim() !== '' && size <= MAX_NAME_SIZE) return;
  throw new SessionError(
    'ERR_NAME',
    `A name is 1 to ${MAX_NAME_SIZE} bytes long, and not blank; this one is ${size}.`,
  );
}
