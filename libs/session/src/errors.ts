/**
 * - `ERR_NAME`: a name that no server takes (rule 7).
 * - `ERR_REFUSED`: the server refused what a call asked for; `message` is what it said.
 * - `ERR_NO_ANSWER`: the server did not answer a call in 10 seconds. What it asked for may have happened.
 * - `ERR_CLOSED`: the session is over.
 * - `ERR_CANNOT_CONNECT`: there is no connection; `cause` is why.
 * - `ERR_DISCONNECTED`: the connection is lost.
 */
export type SessionErrorCode =
  | 'ERR_NAME'
  | 'ERR_REFUSED'
  | 'ERR_NO_ANSWER'
  | 'ERR_CLOSED'
  | 'ERR_CANNOT_CONNECT'
  | 'ERR_DISCONNECTED';

/** Every error that this library throws, or rejects with; `code` is stable, `message` is for people. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  declare readonly code: SessionErrorCode;

  constructor(code: SessionErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
