import { encodeFrames } from '@chat/framing';
import type { Socket } from 'node:net';
import { FAREWELLS, type Reason } from '../connection/disconnect';
import type { Options } from '../operation/options';
import { AddressCount } from './address-count';
import { connectionsByOpenFiles } from './open-files';

/** Milliseconds that a refused peer has to read why. */
const LINGER = 1000;

/** Refused connections that are kept open so that their peers can read why, at most. */
const LINGERING = 16;

/** Who may connect: how many in all, and how many from one address. */
export class Admission {
  readonly #perAddress: number;
  readonly #addresses = new AddressCount();
  #total = 0;
  #lingering = 0;
  /** Connections in all, at most. */
  readonly limit: number;

  constructor(options: Options) {
    this.limit = Math.min(options.maxConnections, connectionsByOpenFiles());
    this.#perAddress = options.maxConnectionsPerAddress;
  }

  /** Counts the connection in, until its socket closes; or says why it must be refused. */
  admit(address: string): Reason | undefined {
    if (this.#total >= this.limit) return 'too_many_connections';
    if (this.#addresses.add(address) > this.#perAddress) {
      this.#addresses.remove(address);
      return 'too_many_from_address';
    }
    this.#total++;
    return undefined;
  }

  /** Counts an admitted connection out. */
  release(address: string): void {
    this.#total--;
    this.#addresses.remove(address);
  }

  /** Closes a connection that was not admitted, after one frame that says why. */
  refuse(socket: Socket, reason: Reason): void {
    socket.on('error', () => undefined);
    socket.resume();
    const linger = this.#lingering < LINGERING ? LINGER : 0;
    this.#lingering++;
    const timer = setTimeout(() => socket.destroy(), linger);
    socket.once('close', () => {
      clearTimeout(timer);
      this.#lingering--;
    });
    socket.end(encodeFrames(FAREWELLS[reason] ?? ''));
  }
}
