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
  return { address: addressOf(remoteAddress), port: remotePort };
}

/** An address as it stands here: an IPv4 address as such, in whatever it was wrapped. */
export function addressOf(text: string): string {
  return text.replace(/^::ffff:(?=\d+\.)/i, '');
}
