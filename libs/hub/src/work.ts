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
  /** To write what one member is owed as the turn ends, at all, and for each frame. */
  delivery: 5,
  copy: 0.1,
  /** To lay down and write a portion of a list, beside the delivery: for each 4 KiB. */
  portion: 2,
} as const;
