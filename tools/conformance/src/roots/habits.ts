/** One thing that a program does everywhere, and that therefore shows in many checks. */
export interface Habit {
  /** A sentence without its full stop: what the program does. */
  readonly title: string;
  /** What to do about it. */
  readonly remedy: string;
  /** What was seen. */
  readonly evidence: string;
  /** A frame as a program without the habit would have sent it; undefined if it does not show in this one. */
  readonly undo?: (received: Buffer) => Buffer | undefined;
  /** Of a habit that cannot be undone: what failures say that come of it. */
  readonly shows?: RegExp;
}

/** A command, and what the program under test answers to it, be that right or wrong. */
export interface Fence {
  readonly command: string;
  readonly reply: string;
}

/** What is known of a program before its checks begin. */
export interface Habits {
  readonly found: readonly Habit[];
  /** How to find out that all before it was handled; the answer that the protocol asks for if undefined. */
  readonly fence?: Fence;
}

export const NO_HABITS: Habits = { found: [] };
