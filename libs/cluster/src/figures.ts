/** What passed between this server and the others since it started. Plain counters: the hot path adds to them. */
export class Figures {
  /** Messages of frames to the broker, and from it; and the frames in them. */
  batchesOut = 0;
  batchesIn = 0;
  framesOut = 0;
  framesIn = 0;
  /** Messages of others that never came, as their numbers tell. */
  lost = 0;
  /** Messages that came again, and were dropped. */
  repeated = 0;
  /** Messages that were not sent, since the broker was away. */
  unsent = 0;
  /** Messages that could not be read. */
  unread = 0;
  reconnects = 0;
  /** Milliseconds that the broker took to answer, the last time. */
  roundTrip = 0;
}
