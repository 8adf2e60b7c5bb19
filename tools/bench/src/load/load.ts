/** Something that keeps a server busy. */
export interface Load {
  /** Deliveries that all members have received. */
  readonly received: number;
  /** Messages that have reached all their receivers. */
  readonly done: number;
  /** What somebody waits for; nothing, if nobody does. */
  lack(): string | undefined;
  start(): void;
  /** Sends nothing more, waits until all have what is theirs, and checks that. */
  stop(): Promise<void>;
}
