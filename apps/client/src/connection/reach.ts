import { reach as reachAny } from '@chat/session/tcp';
import { isIP, type Socket } from 'node:net';
import type { Address } from './call';
import { Unreachable } from './unreachable';

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
  return reachAny({ host: bareHost(host), port }, signal).catch(explained);
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
