/** An event and its properties: `{name}` in the message is filled in from them. */
type Say = (message: string, properties: Record<string, unknown>) => void;

/** Where it is said what happens between the servers. */
export interface Log {
  readonly info: Say;
  readonly warn: Say;
}
