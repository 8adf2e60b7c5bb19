import type { Allocate } from './batch';
import { ConnectedMember, type Surroundings } from './connected-member';
import { Directory } from './directory';
import type { Elsewhere } from './elsewhere';
import { HubError } from './errors';
import type { Link } from './link';
import type { Member } from './member';
import { Outlet } from './outlet';
import { Slab } from './slab';
import { Turn, type Schedule } from './turn';

export interface HubOptions {
  /**
   * Runs the function it is given once, soon: everything that members receive until then is
   * delivered with one `Link.deliver` each. In Node, `setImmediate`; in a browser, `queueMicrotask`.
   */
  readonly schedule: Schedule;

  /**
   * Makes the memory in which frames are laid out and delivered: `Uint8Array`s if nothing is given.
   * Give what the links write best: in Node, `Buffer.allocUnsafeSlow`.
   */
  readonly allocate?: Allocate;

  /**
   * Channels at most, `Infinity` if nothing is given; whoever would create one more is told
   * `SERVER_TOO_MANY_CHANNELS` (rule 12). A channel without members takes about 1 kB.
   */
  readonly maxChannels?: number;

  /** The other hubs that have the same channels; without it, the hub is alone. */
  readonly elsewhere?: Elsewhere | undefined;
}

/**
 * A chat relay without its sockets: members and channels in memory; connections and frames in, bytes
 * to deliver out. It touches no socket, timer, clock or environment.
 */
export class Hub {
  readonly #turn: Turn;
  readonly #directory: Directory;
  readonly #members = new Set<ConnectedMember>();
  readonly #surroundings: Surroundings;
  #closed = false;

  constructor({
    schedule,
    allocate = (size) => new Uint8Array(size),
    maxChannels = Infinity,
    elsewhere,
  }: HubOptions) {
    this.#turn = new Turn(schedule, elsewhere !== undefined);
    this.#directory = new Directory(this.#turn, allocate, maxChannels, elsewhere);
    let count = 0;
    this.#surroundings = {
      directory: this.#directory,
      turn: this.#turn,
      answers: new Slab(allocate),
      members: this.#members,
      elsewhere,
      nextNumber: () => count++,
    };
    elsewhere?.attach(new Outlet(this.#surroundings));
  }

  /** How many channels exist: those that were ever created (rule 15). */
  get channelCount(): number {
    return this.#directory.size;
  }

  /**
   * Takes a new connection, whose first frame will be its name (rule 7).
   *
   * @throws {HubError} `ERR_HUB_CLOSED` after {@link close}
   */
  connect(link: Link): Member {
    if (this.#closed) throw new HubError('ERR_HUB_CLOSED', 'A closed hub takes no connection');
    return new ConnectedMember(link, this.#surroundings);
  }

  /**
   * Gives back the memory that channels keep for their next turn, of those that were quiet since the
   * last call. To be called every few seconds: a busy channel is faster with that memory, and a quiet
   * one should keep none.
   */
  sweep(): void {
    this.#turn.sweep();
  }

  /** Dismisses every member: each is delivered what it is owed, and nobody hears that others left. */
  close(): void {
    this.#closed = true;
    for (const member of this.#members) member.dismiss();
  }
}
