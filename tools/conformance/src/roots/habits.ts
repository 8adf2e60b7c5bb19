import { type Cut } from './cut';

/**
 * What a habit is about: where frames end, what of one is stripped, how the stream is cut into reads, what a
 * text says, or who is in a channel.
 */
export type Matter = 'framing' | 'stripping' | 'pieces' | 'words' | 'membership';

/** One thing that a program does everywhere, and that therefore shows in many checks. */
export interface Habit {
  /** A sentence without its full stop: what the program does. */
  readonly title: string;
  /** What to do about it, if the title does not say so. */
  readonly remedy?: string;
  /** What was seen. */
  readonly evidence: string;
  /** A check that is exact about this does not forgive it. */
  readonly about: Matter;
  /** A frame as a program without the habit would have sent it; undefined if it does not show in this one. */
  readonly undo?: (received: Buffer) => Buffer | undefined;
  /** What a program with the habit prints, in the place of this. */
  readonly redo?: (expected: Buffer) => Buffer;
  /** What a read brings, cut into frames; every 200 bytes are one if undefined. */
  readonly cut?: Cut;
  /** It reads right what is sent to it one frame at a time, with a pause between. */
  readonly oneByOne?: true;
  /** Nothing comes of it, so nothing need be waited for long. */
  readonly silent?: true;
  /** The assignment leaves it open: nobody is accused of it unless a `should` fails for it. */
  readonly open?: true;
  /** Whoever creates a channel has to join it. */
  readonly creatorsOutside?: true;
  /** A client that does not send its name: its first frame is something else. */
  readonly nameless?: true;
  /** Where it is not forgiven: what failures say that come of it. */
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
