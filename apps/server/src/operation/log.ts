/**
 * An event and its properties. The message is a template, whose `{name}` is filled in from the
 * properties.
 */
type Say = (message: string, properties: Record<string, unknown>) => void;

/** What the server says of itself; never what members say to each other. */
export interface Log {
  readonly debug: Say;
  readonly info: Say;
  readonly warn: Say;
}

const nothing: Say = () => undefined;

export const SILENT: Log = { debug: nothing, info: nothing, warn: nothing };
