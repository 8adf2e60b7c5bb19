import type { Reason } from './disconnect';

/** Cuts what a socket has read into frames. What it was given is its own. */
export interface Decoder {
  /** Takes the next bytes, cut anywhere, and gives the frames that are complete now, in order. */
  push(bytes: Uint8Array): readonly Uint8Array[];
}

/** What a peer can say on a wire beside its frames. */
export interface Asides {
  /** Whatever is owed to the peer is sent first, and then this. */
  answer(bytes: Uint8Array): void;
  /** The peer has said its last frame, or what cannot be understood. Nothing more comes of the wire. */
  over(reason: Reason): void;
}

/**
 * How frames travel on a socket, where they are not simply its bytes: in the messages of a WebSocket. All
 * else of a connection is the same.
 */
export interface Wire extends Decoder {
  /** Tells what the peer says beside its frames. Called inside `push`, and MUST not call it. */
  asides: Asides;
  /** What asks a peer for an answer that shows that it is there. */
  readonly probe: Uint8Array;
  /** Wraps frames. The views that come of it are shared, and MUST NOT be changed. */
  wrap(views: readonly Uint8Array[]): readonly Uint8Array[];
  /** What is sent last, before the socket's own end. */
  last(reason: Reason): Uint8Array;
}
