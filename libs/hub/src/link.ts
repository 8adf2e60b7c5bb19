/** An answer that its peer takes in portions, so that it costs no more memory than one of them. */
export interface Answer {
  /**
   * The next portion: whole frames, some 64 KiB, shared and kept as those of `Link.deliver`. Call it when
   * the peer has taken everything before.
   *
   * @returns `undefined` when the peer has taken the whole answer; call no more then
   */
  next(): readonly Uint8Array[] | undefined;
}

/**
 * What the hub knows of a connection. What a link throws ends no other's delivery: it is thrown to
 * whoever ran the flush, when everybody has been served.
 */
export interface Link {
  /**
   * Sends whole frames, in the order given: at most once per turn, or before and behind an answer.
   *
   * The views, and the array they come in, are shared between members and MUST NOT be changed. Their
   * memory is never written again, so they may be kept until they are sent; a view can be a small part
   * of a large buffer, which stays in memory with it. Must not block, nor give the hub a frame: what
   * cannot be sent now is queued here, up to a limit.
   */
  deliver(views: readonly Uint8Array[]): void;

  /**
   * Sends an answer, portion by portion, as the peer takes them. What is delivered meanwhile comes
   * behind it. The member waits until the answer is taken.
   *
   * A link without it gets all answers through {@link deliver}, whatever their length.
   */
  pull?: ((answer: Answer) => void) | undefined;

  /** The member waits no more (`Member.waiting`): it takes its next frame. */
  ready?: (() => void) | undefined;

  /** Nothing more will come. The link is to be closed once everything delivered was sent. */
  end(): void;
}
