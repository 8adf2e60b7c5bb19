import { connect, isIP, type Socket } from 'node:net';
import { race, type Attempt } from './tcp/race';

/** Where a server is. */
export interface Address {
  /** Name or address. */
  readonly host: string;
  /** TCP port. */
  readonly port: number | string;
}

/** Milliseconds of silence after which TCP asks whether the server is still there. */
const KEEPALIVE = 60_000;

/**
 * Connects over TCP to whichever of the host's addresses answers first, as RFC 8305 has it: the next is tried
 * a quarter of a second after the one before, which goes on, or as soon as one fails. TCP asks a silent server
 * every minute whether it is still there.
 *
 * @param signal ends all attempts; it never ends a connection
 * @returns a socket that is connected, without Nagle's delay, and not read yet
 * @throws the system's error of the lookup, or of the first address that failed, if all do; or why the signal
 *   was aborted
 */
export async function reach({ host, port }: Address, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const hosts = await aborted(signal, addressesOf(host));
  const socket = await race(
    hosts.map((address) => () => attempt(address, Number(port))),
    signal,
  );
  socket.setKeepAlive(true, KEEPALIVE);
  return socket;
}

async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  // It takes time to load.
  const { lookup } = await import('node:dns/promises');
  return alternated(await lookup(host, { all: true }));
}

/** The two families by turns, that of the system's first choice first (RFC 8305, section 4). */
function alternated(addresses: readonly { address: string; family: number }[]): string[] {
  const preferred = addresses.filter(({ family }) => family === addresses[0]?.family);
  const others = addresses.filter(({ family }) => family !== addresses[0]?.family);
  const longest = Math.max(preferred.length, others.length);
  const turns = Array.from({ length: longest }, (_, at) => [preferred[at], others[at]]);
  return turns.flat().flatMap((each) => (each === undefined ? [] : [each.address]));
}

function attempt(host: string, port: number): Attempt<Socket> {
  const socket = connect({ host, port, noDelay: true });
  // Whoever takes the socket over listens for what comes later.
  socket.on('error', () => undefined);
  const connected = new Promise<Socket>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => {
      resolve(socket);
    });
  });
  return { connected, cancel: () => socket.destroy() };
}

/** What comes of a promise, unless the signal is aborted before. */
function aborted<Result>(signal: AbortSignal, promise: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
    promise.then(resolve, reject);
  });
}
