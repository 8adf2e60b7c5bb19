import { Hub } from '@chat/hub';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Connection } from './connection';
import { defaultOptions, type Options } from './options';
import type { Encryption } from './tls';

/** Connections that may wait to be accepted: a whole class may start its clients at once. */
const BACKLOG = 4096;

/** The relay on a TCP port. */
export class ChatServer {
  readonly #hub = new Hub({ schedule: setImmediate });
  readonly #connections = new Set<Connection>();
  readonly #server: Server;
  readonly #options: Options;
  readonly #encryption: Encryption | undefined;

  constructor(options: Partial<Options> = {}, encryption?: Encryption) {
    this.#options = { ...defaultOptions(), ...options };
    this.#encryption = encryption;
    const accept = (socket: Socket): void => {
      const connection = new Connection(socket, this.#hub, this.#options);
      this.#connections.add(connection);
      socket.on('close', () => this.#connections.delete(connection));
    };
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      if (encryption === undefined) accept(socket);
      else encryption.upgrade(socket, accept, () => undefined);
    });
    // A connection that the system cannot accept is not made; the others know nothing of it.
    this.#server.on('error', () => undefined);
  }

  /**
   * Listens on the given host, or on every interface, IPv4 and IPv6 where there is IPv6 (rule 27).
   *
   * @param port 0 to 65535; 0 takes a free one
   * @returns where it listens
   * @throws the system's error, such as `EADDRINUSE`, `EACCES` or `EADDRNOTAVAIL`
   */
  async listen(port: number): Promise<AddressInfo> {
    this.#server.listen({ port, host: this.#options.host, backlog: BACKLOG });
    await once(this.#server, 'listening');
    return this.#server.address() as AddressInfo;
  }

  /** Stops accepting, sends every member what it is owed, and closes the connections. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#encryption?.close();
    for (const connection of this.#connections) connection.dismiss();
    await closed;
  }
}
