import type { Delivery } from '@chat/protocol';

/** The reply to a fence: an event only for who asks for them. */
export interface FenceReply {
  readonly type: 'fence';
  readonly text: string;
}

/** What a session tells of: each frame that came, but for those that answer calls. */
export type SessionEvent = Delivery | FenceReply;
