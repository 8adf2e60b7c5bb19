/**
 * The way out to one connection, implemented by whoever owns it: a socket, a test's array.
 *
 * Neither method may throw, wait, or call back into the hub: a connection that fails tells the hub
 * later, by `Member.disconnect`.
 */
export interface Link {
  /**
   * Takes what the member is owed, whole frames in order, at most once per turn.
   *
   * The views (and the array) are shared with other members: they MUST NOT be changed. Their memory
   * is never written again, so they may be kept until they are sent.
   */
  deliver(views: readonly Uint8Array[]): void;

  /** Nothing more will be delivered: close once everything delivered was sent (rule 20). */
  end(): void;
}
