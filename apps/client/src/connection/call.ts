import type { Socket } from 'node:net';
import { reach } from './reach';

/** Where a server is: a name or address and a TCP port, as typed. */
export interface Address {
  readonly host: string;
  readonly port: string;
}

/** A call that was answered. */
export interface Call {
  /** Frames may go to and fro. */
  readonly socket: Socket;
  /** Why it is over, in one line, where more is known than that it is. */
  readonly reason: () => Error | undefined;
}

/**
 * Calls a server; rejects with an error whose message is why there is no connection, in one line, or with
 * what the signal is aborted with.
 */
export type Dial = (address: Address, signal: AbortSignal) => Promise<Call>;

/** Calls over TCP alone. */
export const dial: Dial = async (address, signal) => ({
  socket: await reach(address, signal),
  reason: () => undefined,
});
