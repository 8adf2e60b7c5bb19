import { connect, type Socket } from 'node:net';

/** Where a server is: a name or address and a TCP port, as typed. */
export interface Address {
  readonly host: string;
  readonly port: string;
}

/** A connection to a server on its way. */
export interface Call {
  readonly socket: Socket;
  /** What the socket emits once frames may go to and fro. */
  readonly answered: 'connect' | 'secureConnect';
  /** Why the call failed, in one line, where more is known than that it did. */
  readonly reason: () => string | undefined;
}

/** Begins a call. Whatever keeps it from being answered is an error of its socket. */
export type Dial = (address: Address) => Call;

/** Calls over TCP alone. */
export const dial: Dial = ({ host, port }) => ({
  socket: connect({ host, port: Number(port), noDelay: true }),
  answered: 'connect',
  reason: () => undefined,
});
