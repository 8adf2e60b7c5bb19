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
  #taken = 0;
  #lingering = 0;
  /** Connections in all, at most. */
  readonly limit: number;

  constructor(options: Options) {
    this.limit = Math.min(options.maxConnections, connectionsByOpenFiles());
    this.#perAddress = options.maxConnectionsPerAddress;
  }

  /** Places that are taken: by sockets that were admitted, and are not closed. */
  get taken(): number {
    return this.#taken;
  }

  /**
   * Gives the socket a place, which it has until it closes, whatever becomes of it meanwhile; or says why
   * it must be refused.
   */
  admit(socket: Socket, address: string): Reason | undefined {
    if (this.#taken >= this.limit) return 'too_many_connections';
    if (this.#addresses.add(address) > this.#perAddress) {
      this.#addresses.remove(address);
      return 'too_many_from_address';
    }
    this.#taken++;
    socket.on('close', () => {
      this.#taken--;
      this.#addresses.remove(address);
    });
    return undefined;
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
