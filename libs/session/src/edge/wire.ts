/** What an attempt to connect, and the connection that comes of it, tell. */
export interface Listener {
  /** There is a connection. */
  open(wire: Wire): void;
  /** Bytes came, cut anywhere. */
  data(chunk: Uint8Array): void;
  /** There is no connection, or none any more. Called once, and nothing after it. */
  gone(fault?: unknown): void;
}

/** An open connection to a server. */
export interface Wire {
  send(bytes: Uint8Array): void;
  /** Lets the server wait until {@link resume}, where that can be done. */
  pause?(): void;
  resume?(): void;
  /** Ends the connection behind what was sent; `gone` follows. */
  end(): void;
}

/** How to reach one server. */
export interface Dial {
  /** Begins to connect, which takes 10 seconds at most. */
  begin(listener: Listener): void;
  /** What to say when it cannot be reached (rule 24). */
  readonly cannotConnect: string;
  /** What to say when the connection is over (rule 24). */
  readonly disconnected: string;
}

/** Milliseconds that a server has to answer a call, the lookup of its name and handshakes included. */
export const CONNECT_TIMEOUT = 10_000;

/** Milliseconds that a server has to close its side when we have closed ours (rule 25). */
export const LEAVE_TIMEOUT = 1_000;
