/** - `ERR_COMMAND_TOO_LONG`: a command that does not fit one frame of 200 bytes. */
export type ProtocolErrorCode = 'ERR_COMMAND_TOO_LONG';

/**
 * Every error that this library throws; `code` is stable, `message` is for people. What the protocol
 * has a string for is no error but a reply.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    readonly code: ProtocolErrorCode,
    message: string,
  ) {
    super(message);
  }
}
