import type { Command } from './command';

/** What is sent around a command, and what tells its reply from others. */
export interface Fence {
  readonly line: string;
  readonly key: string;
}

/** A command between two fences, on its way. */
export interface Call {
  readonly command: Command;
  /** The key of the fence before the command. */
  readonly opening: string;
  /** The keys of those behind it, each of which ends the call. */
  readonly closings: string[];
  /** Whether all replies to what was sent before it are there. */
  isOpen: boolean;
  isOver: boolean;
  /** Ends the call, the first time; it rejects with the error, if there is one. */
  readonly end: (error?: Error) => void;
}
