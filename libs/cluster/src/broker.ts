/** What the servers of a chat reach each other by: at most once, in the order in which one server sends. */
export interface Broker {
  /** Whether it can be reached now. What is published while it cannot is lost. */
  readonly connected: boolean;

  /** Bytes that a message may have. */
  readonly maxPayload: number;

  publish(subject: string, message: Uint8Array): void;

  /**
   * Has what others publish to a subject heard, from now on; of what is published behind it by this server, all
   * others that receive it can count on that. Nothing of its own is heard.
   *
   * @returns what ends it
   */
  subscribe(subject: string, heard: (message: Uint8Array) => void): () => void;

  /** Resolves when the broker has taken all that was published before, and what it had sent before is heard. */
  flush(): Promise<void>;
}
