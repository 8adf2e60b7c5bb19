/** One connection's session: unnamed until its first frame, then in a channel or in none. */
export interface Member {
  /** The name that the first frame gave; `undefined` before it. Not unique (rule 7). */
  readonly name: string | undefined;

  /**
   * Whether the next frame has to wait, until `Link.ready` tells that this is over: since an answer has not been
   * taken by the peer yet, if the link has `pull`; since a command is {@link unanswered}; or since other hubs
   * cannot take more of what is said here. Never, if the link has no `pull` and the hub is alone.
   */
  readonly waiting: boolean;

  /** Whether the last frame was a command that other hubs have not answered yet. Never, if the hub is alone. */
  readonly unanswered: boolean;

  /**
   * Handles the connection's next frame; its effects are delivered when the turn ends. A frame after
   * {@link disconnect}, or after a name was refused, has none.
   *
   * @param frame exactly 200 bytes; not kept, so its memory may be used again
   * @returns the work that it makes, about, in microseconds of a processor, beside what the deliveries of
   *   this turn cost whatever is in them
   * @throws {FramingError} `ERR_FRAME_SIZE` if the frame is not 200 bytes long
   * @throws {HubError} `ERR_MEMBER_WAITING` if the member waits, `ERR_DELIVERING` from inside a
   *   link's method
   */
  receive(frame: Uint8Array): number;

  /**
   * The connection is over, however that came about (rule 18): its channel hears "has left", once;
   * what it is still owed is delivered, and the link is ended.
   */
  disconnect(): void;

  /** Ends the connection as {@link disconnect} does, but tells nobody. */
  dismiss(): void;
}
