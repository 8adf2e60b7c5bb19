import { delimiter } from 'node:path';
import which from 'which';
import { type WireName } from '../wires';

/** Debian keeps servers where the search path of users does not lead. */
const PATH = [process.env['PATH'], '/usr/sbin', '/usr/local/sbin'].join(delimiter);

/** A server to measure. */
export interface Peer {
  readonly name: string;
  readonly wire: WireName;
  /** The same system without encryption, for a peer that speaks TLS. */
  readonly plain?: string;
  /** Connections that it lets wait until it accepts them, where that is not what is usual. */
  readonly backlog?: number;
  /** The programs one of which has to be installed, for a peer that is not part of this workspace. */
  readonly programs?: readonly string[];
  /**
   * The command line that starts it on the loopback, with whatever limits floods switched off,
   * and asking whether clients are alive once an hour at most.
   *
   * Of an installed program the name is enough, wherever it is.
   *
   * @param folder for the files it needs, empty, and deleted when it has ended
   */
  command(port: number, folder: string): Promise<string[]> | string[];
}

/** Where a program is installed; nothing, if it is not. */
export function find(program: string): string | undefined {
  return which.sync(program, { path: PATH, nothrow: true }) ?? undefined;
}
