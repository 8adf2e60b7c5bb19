import { REASONS, type Reason } from '../connection/disconnect';

/** What passed through one port of the server since it started. Plain counters: the hot path adds to them. */
export class Traffic {
  framesIn = 0;
  bytesIn = 0;
  /** Handed to sockets; whole frames, so 200 bytes for each frame delivered to one member. */
  bytesOut = 0;
  /** The most bytes that ever waited for one peer to read them. */
  sendQueueHighWater = 0;
  connectionsMade = 0;
  /** Connections that are open. */
  open = 0;
  readonly disconnects = Object.fromEntries(REASONS.map((reason) => [reason, 0])) as Record<
    Reason,
    number
  >;
}
