import type { Socket } from 'node:net';
import type { Peer } from '../connection/peer';
import { readProxyHeader } from './proxy-header';

/**
 * Reads an accepted connection of a proxy until it has said for whom it connects; what comes behind that stays to
 * be read.
 *
 * @param timeout milliseconds that it may take; `Infinity` for no limit
 * @param done called with whom it named, if it did; then the socket is paused
 * @param failed called with the fault, when the connection is closed before that
 */
export function readAnnouncement(
  socket: Socket,
  timeout: number,
  done: (source: Peer | undefined) => void,
  failed: (fault: string) => void,
): void {
  let bytes: Buffer = Buffer.alloc(0);
  let fault = 'closed before the PROXY header';
  const fail = (why: string): void => {
    fault = why;
    socket.destroy();
  };
  const take = (chunk: Buffer): void => {
    bytes = Buffer.concat([bytes, chunk]);
    const header = readProxyHeader(bytes);
    if (header === undefined) fail('no PROXY header');
    if (typeof header !== 'object') return;
    leave();
    socket.pause().unshift(bytes.subarray(header.size));
    done(header.source);
  };
  const leave = (): void => {
    clearTimeout(timer);
    socket.off('data', take).off('end', close).off('close', closed);
  };
  const close = (): void => {
    socket.destroy();
  };
  const closed = (): void => {
    leave();
    failed(fault);
  };
  const timer =
    timeout === Infinity
      ? undefined
      : setTimeout(() => {
          fail('no PROXY header in time');
        }, timeout);
  socket.on('data', take).on('end', close).on('close', closed).on('error', ignore);
}

function ignore(): void {
  // Whatever the error was, the connection closes.
}
