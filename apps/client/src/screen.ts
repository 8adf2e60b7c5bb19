import type { SessionEvent } from '@chat/session';

/** What a screen hears from its user. */
export interface User {
  /** A line was typed; its newline is taken off. */
  line(text: string | Uint8Array): void;
  /** Nothing more will be typed (rule 25). */
  end(): void;
  /** The user leaves, at once. */
  interrupt(): void;
  /** What was shown has been taken: more may be. */
  ready(): void;
  /** What a frame that came says. */
  read(frame: Uint8Array): SessionEvent | undefined;
}

/** Where the user types and reads: a pipe (rule 22) or a terminal (rule 26). */
export interface Screen {
  /** Prompts, and begins to listen to the user: the client is connected (rule 21). */
  open(user: User): void;
  /**
   * Asks for the next line.
   *
   * @param state why none can be sent, if none can, where the screen can tell (not in a pipe)
   */
  prompt(state?: string): void;
  /**
   * Shows frames that came, and prompts again.
   *
   * @returns whether more may be shown at once; if not, when the user is ready
   */
  show(frames: readonly Uint8Array[]): boolean;
  /** Shows what the client itself has to say, and prompts again. */
  tell(text: string): void;
  /** Stops listening to the user until {@link resume}: the network is slower. */
  pause(): void;
  resume(): void;
  /** Shows a last line, if there is one, and lets the user's terminal go. */
  close(lastLine?: string): void;
}
