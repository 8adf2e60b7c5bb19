import { setTimeout as delay } from 'node:timers/promises';
import { Program, type Exit } from '../../running/program';
import { Trace } from '../../report/trace';
import { quote } from '../../report/quote';
import { Reading } from '../../roots/reading';
import { PATIENCE, START_PATIENCE } from '../../running/patience';
import { PortTaken } from '@chat/loopback/free-port';
import { within } from '../../running/within';
import { type Wire } from '../../running/wire';
import { Peer } from './peer';
import { hasJoined } from './wording';

/** A server process that accepts connections, with the peers that a check has connected to it. */
export class RunningServer {
  /** How many it is: each connection is to the next, and each tells its members in its own time. */
  servers = 1;
  readonly #peers: Peer[] = [];
  /** How many peers have been called so. */
  readonly #labels = new Map<string, number>();
  /** The connection that showed that the server accepts, until a check takes it. */
  #first: Peer | undefined;

  private constructor(
    readonly program: Program,
    readonly port: number,
    first: Peer,
    readonly wire: Wire | undefined,
  ) {
    this.#first = first;
    this.#peers.push(first);
  }

  /**
   * Starts a program that will listen on this port of the loopback, and waits until it does.
   *
   * @param pause milliseconds in which it cannot be ready: asking it so early only takes its time
   */
  static async start(
    argv: readonly string[],
    port: number,
    pause: number,
    wire?: Wire,
  ): Promise<RunningServer> {
    const program = new Program(argv);
    try {
      await delay(pause);
      return new RunningServer(program, port, await accepted(program, port, wire), wire);
    } catch (error) {
      await program.kill();
      throw error;
    }
  }

  /** A new connection, which has sent its name if there is one. */
  async connect(name?: string | Uint8Array): Promise<Peer> {
    const peer = this.#first ?? (await Peer.connect(this.port, { wire: this.wire }));
    if (peer === this.#first) this.#first = undefined;
    else this.#peers.push(peer);
    peer.label = this.#label(name);
    Trace.current.did(peer, 'connects');
    if (name !== undefined) peer.say(name);
    return peer;
  }

  /** A new connection, whose name the server has handled; if it was greeted, that has been read. */
  async enter(name: string): Promise<Peer> {
    const peer = await this.connect(name);
    await peer.heard();
    return peer;
  }

  /**
   * Connections in a new channel, who have all heard of one another's coming. What else they hear by
   * then is the business of other checks.
   */
  async gather<const Names extends readonly string[]>(
    channel: string,
    ...names: Names
  ): Promise<{ [Index in keyof Names]: Peer }> {
    const peers: Peer[] = [];
    for (const name of names) {
      const peer = await this.connect(name);
      if (peers.length === 0) peer.say(`/create ${channel}`);
      if (peers.length > 0 || Reading.current.creatorsOutside) peer.say(`/join ${channel}`);
      peers.push(peer);
      for (const member of peers.toReversed()) {
        if (this.servers > 1 && member !== peer) await member.hears(hasJoined(name));
        await member.heard();
      }
    }
    return peers as { [Index in keyof Names]: Peer };
  }

  /** What a trace calls a peer: by its name, or by the order of connections, and no two alike. */
  #label(name?: string | Uint8Array): string {
    if (name === undefined) return `Peer ${this.#peers.length}`;
    const label = quote(Buffer.from(name as Uint8Array)).slice(1, -1);
    const count = (this.#labels.get(label) ?? 0) + 1;
    this.#labels.set(label, count);
    return count === 1 ? label : `${label} (${count})`;
  }

  /** Sends the process a signal and waits until it has ended. */
  async endsOn(signal: NodeJS.Signals, limit = PATIENCE): Promise<Exit> {
    this.program.signal(signal);
    return exit(this.program, `after ${signal}`, limit);
  }

  /** Ends the process and its peers, in whatever state they are. */
  async stop(): Promise<void> {
    // First the kill: what the program says of the end of its peers is no part of the check.
    const killed = this.program.kill();
    for (const peer of this.#peers) peer.destroy();
    await killed;
  }
}

/** How the program ends by itself. */
export async function exit(program: Program, when: string, limit = PATIENCE): Promise<Exit> {
  const complaint = `The server should have ended ${when}, but ran on for ${limit} ms`;
  return within(limit, complaint, program.exited);
}

/** A first connection, as soon as the program accepts one on the loopback. */
export async function accepted(program: Program, port: number, wire?: Wire): Promise<Peer> {
  const start = performance.now();
  while (program.running) {
    try {
      return await Peer.connect(port, { wire });
    } catch (error) {
      if (performance.now() - start > START_PATIENCE) {
        throw new Error(`The server should listen on port ${port}, but does not`, { cause: error });
      }
    }
    // Nothing tells when a black box begins to listen, so it is asked again and again: often enough to
    // lose little time, and no oftener, since every attempt costs some.
    await delay(Math.max(2, (performance.now() - start) / 20));
  }
  const { code } = await program.exited;
  const complaint = `The server should listen on port ${port}, but exited (${String(code)})`;
  throw saysTaken(program) ? new PortTaken(complaint) : new Error(complaint);
}

/** A server that does not set SO_REUSEADDR may find a port taken that others find free. */
function saysTaken({ stdout, stderr }: Program): boolean {
  return /address (?:already )?in use|EADDRINUSE|BindException/i.test(stderr + stdout.toString());
}
