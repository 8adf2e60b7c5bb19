/** Something that keeps a server busy. */
export interface Load {
  /** Deliveries that all members have received of others. */
  readonly received: number;
  /** What somebody waits for; nothing, if nobody does. */
  lack(): string | undefined;
  start(): void;
  /** Sends nothing more, waits until all have what is theirs, and checks that. */
  stop(): Promise<void>;
}
