/**
 * What things cost, about, in microseconds of one processor: enough to tell who makes much work, and to
 * end a turn in time.
 */
export const WORK = {
  /** To read and relay a message, or to refuse one. */
  message: 1,
  /** To read a command and obey it. */
  command: 4,
  /** To put a new name into the list of channels, and to write its part of the list anew. */
  creation: 20,
  /** To write an answer to who asked. */
  answer: 5,
  /**
   * To deliver a frame to one more member. What a channel's deliveries cost whatever is in them is not
   * counted: they are made once a turn, so to end a turn for them would have more of them made.
   */
  delivery: 0.04,
  /** To lay down and write a portion of a list, beside the answer: for each 4 KiB. */
  portion: 2,
} as const;
