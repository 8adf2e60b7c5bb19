import type { Allocate } from './batch';
import { Directory } from './directory';
import type { Link } from './link';
import { Member } from './member';
import { Turn, type Schedule } from './turn';

export interface HubOptions {
  /**
   * Runs the function it is given once, soon: everything that members receive until then is
   * delivered with one `Link.deliver` each. In Node, `setImmediate`.
   */
  readonly schedule: Schedule;

  /**
   * Makes the memory in which frames are laid out and delivered: `Uint8Array`s if nothing is given.
   * Give what the links write best: in Node, `Buffer.allocUnsafeSlow`.
   */
  readonly allocate?: Allocate;
}

/**
 * A chat relay without its sockets: members and channels in memory; connections and frames in, bytes
 * to deliver out. It touches no socket, timer, clock or environment.
 */
export class Hub {
  readonly #turn: Turn;
  readonly #directory: Directory;

  constructor({ schedule, allocate = (size) => new Uint8Array(size) }: HubOptions) {
    this.#turn = new Turn(schedule);
    this.#directory = new Directory(this.#turn, allocate);
  }

  /** How many channels exist: those that were ever created (rule 15). */
  get channels(): number {
    return this.#directory.size;
  }

  /** Takes a new connection, whose first frame will be its name (rule 7). */
  connect(link: Link): Member {
    return new Member(link, this.#directory, this.#turn);
  }
}
