import type { Command } from './command';

/** A command on its way. */
export interface Call {
  readonly command: Command;
  /** Ends the call, the first time; it rejects with the error, if there is one. */
  readonly end: (error?: Error) => void;
}

/** What is sent before or behind a command, or a line that is answered as these are. */
export interface Fence {
  /** All of its reply, or the word that it begins with. */
  readonly reply: string;
  /** Whose it is; a line is nobody's. */
  readonly call?: Call;
  /** Whether it stands before the command. */
  readonly opens?: boolean;
}
