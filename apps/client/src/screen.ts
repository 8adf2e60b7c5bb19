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
}

/** Where the user types and reads: a pipe (rule 22) or a terminal (rule 26). */
export interface Screen {
  /** Prompts, and begins to listen to the user: the client is connected (rule 21). */
  open(user: User): void;
  /** Asks for the next line. */
  prompt(): void;
  /**
   * Shows messages, each the payload of a frame, and prompts again.
   *
   * @returns whether more may be shown at once; if not, when the user is ready
   */
  show(messages: readonly Uint8Array[]): boolean;
  /** Stops listening to the user until {@link resume}: the network is slower. */
  pause(): void;
  resume(): void;
  /** Shows a last line, if there is one, and lets the user's terminal go. */
  close(lastLine?: string): void;
}
