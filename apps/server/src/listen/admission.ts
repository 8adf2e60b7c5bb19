import type { Socket } from 'node:net';
import type { Reason } from '../connection/disconnect';
import type { Options } from '../operation/options';
import { AddressCount } from './address-count';
import { LINGERING, OpenFiles } from './open-files';

/** Milliseconds that a refused peer has to read why. */
const LINGER = 1000;

/** Who may connect: how many in all, and how many from one address. */
export class Admission {
  readonly #options: Options;
  readonly #files = new OpenFiles();
  readonly #addresses = new AddressCount();
  #taken = 0;
  #lingering = 0;
  #short = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Connections in all, at most: fewer than the option says if the system lets fewer files be open. */
  get limit(): number {
    return Math.min(this.#options.maxConnections, this.#files.connections);
  }

  /** Places that are taken: by sockets that were admitted, and are not closed. */
  get taken(): number {
    return this.#taken;
  }

  /**
   * Gives the socket a place, which it has until it closes, whatever becomes of it meanwhile; or says why
   * it must be refused.
   *
   * @param address where it comes from; `undefined` if only its proxy knows, until it has told
   */
  admit(socket: Socket, address: string | undefined): Reason | undefined {
    if (this.#taken >= this.limit) return 'too_many_connections';
    const refusal = address === undefined ? undefined : this.attribute(socket, address);
    if (refusal !== undefined) return refusal;
    this.#taken++;
    socket.on('close', () => {
      this.#taken--;
    });
    return undefined;
  }

  /** Counts the socket among those of an address until it closes, or says why it must be refused. */
  attribute(socket: Socket, address: string): Reason | undefined {
    if (this.#addresses.add(address) > this.#options.maxConnectionsPerAddress) {
      this.#addresses.remove(address);
      return 'too_many_from_address';
    }
    socket.on('close', () => {
      this.#addresses.remove(address);
    });
    return undefined;
  }

  /**
   * Looks every second whether the system lets as many files be open as there are.
   *
   * @param short called with how many it lets be open, once each time that they have become too few
   */
  watch(short: (files: number) => void): void {
    this.#files.watch(() => {
      const was = this.#short;
      this.#short = this.#taken > this.#files.connections;
      if (this.#short && !was) short(this.#files.limit);
    });
  }

  /** Looks no more. */
  close(): void {
    this.#files.close();
  }

  /** Closes a connection that was not admitted, after a farewell that says why. */
  refuse(socket: Socket, farewell: string | Uint8Array): void {
    socket.on('error', () => undefined);
    socket.end(farewell);
    if (this.#lingering >= LINGERING) {
      // It is on its way, unless the peer said something before.
      socket.destroy();
      return;
    }
    this.#lingering++;
    const timer = setTimeout(() => socket.destroy(), LINGER);
    socket.resume().once('close', () => {
      clearTimeout(timer);
      this.#lingering--;
    });
  }
}
