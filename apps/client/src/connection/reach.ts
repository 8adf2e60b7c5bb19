import { connect, isIP, type Socket } from 'node:net';
import type { Address } from './call';
import { race, type Attempt } from './race';
import { Unreachable } from './unreachable';

/** Milliseconds of silence after which TCP asks whether the server is still there. */
const KEEPALIVE = 60_000;

/** The host without the brackets that an IPv6 address may be typed in. */
export function bareHost(host: string): string {
  const [, inner] = /^\[(.*)\]$/.exec(host) ?? [];
  return inner !== undefined && isIP(inner) === 6 ? inner : host;
}

/**
 * Connects over TCP to whichever of the host's addresses answers.
 *
 * @throws {Unreachable}; or why the signal was aborted
 */
export async function reach({ host, port }: Address, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const hosts = await aborted(signal, addressesOf(bareHost(host))).catch(explained);
  const attempts = hosts.map((address) => () => attempt(address, Number(port)));
  const socket = await race(attempts, signal).catch(explained);
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

/** Where not the network is why, but what the system lets a program have. */
const EXHAUSTED: readonly (string | undefined)[] = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'];

function explained(fault: unknown): never {
  const { code } = fault as NodeJS.ErrnoException;
  if (EXHAUSTED.includes(code)) {
    throw new Error(`No connection can be opened here: ${code}.`, { cause: fault });
  }
  throw code === undefined ? fault : new Unreachable(code);
}
