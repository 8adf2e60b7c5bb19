import type { Socket } from 'node:net';

/** Where a connection comes from. */
export interface Peer {
  readonly address: string;
  readonly port: number;
}

/**
 * Where a socket comes from, also when it is closed, if it was asked before: an IPv4 address stands as
 * such, on a socket for both families too.
 */
export function peerOf({ remoteAddress = '', remotePort = 0 }: Socket): Peer {
  return { address: remoteAddress.replace(/^::ffff:(?=\d+\.)/, ''), port: remotePort };
}
