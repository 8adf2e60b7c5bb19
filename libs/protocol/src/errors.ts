/**
 * - `ERR_COMMAND_TOO_LONG`: a command that does not fit one frame of 200 bytes.
 * - `ERR_NO_VALUE`: a template with a place for which there is no value.
 * - `ERR_ROOM_SIZE`: frames with room for fewer than 5 bytes of a message, or more than 200.
 */
export type ProtocolErrorCode = 'ERR_COMMAND_TOO_LONG' | 'ERR_NO_VALUE' | 'ERR_ROOM_SIZE';

/**
 * Every error that this library throws; `code` is stable, `message` is for people. What the protocol
 * has a string for is no error but a reply. Recognise it by the code: who loads the library as ES module
 * and as CommonJS has two of this class.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  declare readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
