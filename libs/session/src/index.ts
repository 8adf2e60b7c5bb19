export { Backoff } from './backoff';
export type { After, Send } from './calls';
export { SessionError, type SessionErrorCode } from './errors';
export type { FenceReply, SessionEvent } from './event';
export { fenceWordIn } from './fence';
export { Session, type SessionOptions } from './session';
