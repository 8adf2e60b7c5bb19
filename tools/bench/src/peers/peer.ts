import { delimiter } from 'node:path';
import which from 'which';
import { type WireName } from '../wires';

/** Debian keeps servers where the search path of users does not lead. */
const PATH = [process.env['PATH'], '/usr/sbin', '/usr/local/sbin'].join(delimiter);

/** What is started, and listens. */
export interface Program {
  /** One of these has to be installed, for a program that is not part of this workspace. */
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

/** How several servers are joined, so that members cannot tell on which one anybody is. */
interface Joint {
  readonly broker: Program;
  /** As {@link Program.command}; it finds the broker at this port. */
  command(port: number, folder: string, broker: number): Promise<string[]> | string[];
}

/** A server to measure. */
export interface Peer extends Program {
  readonly name: string;
  readonly wire: WireName;
  /** How several of it are joined, where that is possible. */
  readonly joint?: Joint;
  /** How many servers it is, joined, and what one that is not joined is called. */
  readonly joined?: { readonly servers: number; readonly alone: string };
  /** The same system without encryption, for a peer that speaks TLS. */
  readonly plain?: string;
  /** Connections that it lets wait until it accepts them, where that is not what is usual. */
  readonly backlog?: number;
}

/** So many servers of a system that can be joined; nothing, if it cannot. */
export function several(servers: number, peer: Peer): Peer[] {
  const { name, joint } = peer;
  return joint === undefined
    ? []
    : [{ ...peer, name: `${servers} × ${name}`, joined: { servers, alone: name } }];
}

/** The programs of which one has to be installed, of each that a system needs. */
export function needs({ programs, joint, joined }: Peer): (readonly string[])[] {
  return [programs, joined && joint?.broker.programs].filter((names) => names !== undefined);
}

/** Where a program is installed; nothing, if it is not. */
export function find(program: string): string | undefined {
  return which.sync(program, { path: PATH, nothrow: true }) ?? undefined;
}
