import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Reason } from '../connection/disconnect';
import { peerOf, type Peer } from '../connection/peer';
import type { Scheduler } from '../connection/scheduler';
import type { Brake } from '../operation/brake';
import type { Options } from '../operation/options';
import type { Traffic } from '../operation/traffic';
import type { Admission } from './admission';
import { readAnnouncement } from './announcement';
import { originOf } from './origin';
import type { Encryption } from './tls';
import type { TrustedProxies } from './trusted-proxies';

/** Connections that may wait to be accepted: a whole class may start its clients at once. */
const BACKLOG = 4096;

/** What the ports of a server have in common. */
export interface ListenSurroundings {
  readonly options: Options;
  readonly traffic: Traffic;
  readonly scheduler: Scheduler;
  readonly admission: Admission;
  /** Without it, frames are sent as they are. */
  readonly encryption: Encryption | undefined;
  readonly proxies: TrustedProxies;
  readonly brake: Brake;
  /** Connections that are open, for the log. */
  readonly connections: () => number;
}

/** What becomes of those who come. */
export interface Door {
  /** Whether trusted proxies say in a PROXY header who comes. If not, `take` finds it out. */
  readonly announced: boolean;
  /** Takes a connection that was admitted, and encrypted where that was asked for. */
  take(socket: Socket, peer: Peer): void;
  /** What is said to one that is refused. */
  refusal(reason: Reason): string | Uint8Array;
}

/** A port: who comes is admitted or refused, and encrypted where that was asked for, then handed on. */
export class Listener {
  readonly #surroundings: ListenSurroundings;
  readonly #door: Door;
  readonly #server: Server;

  constructor(surroundings: ListenSurroundings, door: Door) {
    this.#surroundings = surroundings;
    this.#door = door;
    const { tcpKeepalive } = surroundings.options;
    this.#server = createServer(
      {
        allowHalfOpen: true,
        noDelay: true,
        // A socket that is paused is read once more, and not until 64 KiB have come.
        highWaterMark: 1,
        keepAlive: tcpKeepalive !== Infinity,
        keepAliveInitialDelay: tcpKeepalive,
      },
      (socket) => {
        this.#accept(socket);
      },
    );
  }

  /**
   * Listens on the given host, or on every interface, IPv4 and IPv6 where there is IPv6 (rule 27).
   *
   * @param port 0 to 65535; 0 takes a free one
   * @returns where it listens
   * @throws the system's error, such as `EADDRINUSE`, `EACCES` or `EADDRNOTAVAIL`
   */
  async listen(port: number, host: string | undefined): Promise<AddressInfo> {
    this.#server.listen({ port, host, backlog: BACKLOG });
    await once(this.#server, 'listening');
    // A connection that the system cannot accept is not made; the others know nothing of it.
    this.#server.on('error', ({ message }) => {
      this.#surroundings.brake.happened('error', 'warn', 'Cannot accept connections: {error}', {
        error: message,
      });
    });
    return this.#server.address() as AddressInfo;
  }

  /** Takes no more connections, and waits until those that it took are closed. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }

  #accept(socket: Socket): void {
    const { scheduler, admission, traffic, proxies } = this.#surroundings;
    scheduler.accepted();
    const peer = peerOf(socket);
    const isProxy = proxies.has(peer.address);
    const refusal = admission.admit(socket, isProxy ? undefined : peer.address);
    if (refusal !== undefined) {
      this.#refuse(socket, peer, refusal);
      return;
    }
    traffic.connectionsMade++;
    if (isProxy && this.#door.announced) this.#acceptFrom(peer, socket);
    else this.#encrypt(socket, peer);
  }

  /** Accepts a connection of a proxy for whoever the proxy connects for. */
  #acceptFrom(proxy: Peer, socket: Socket): void {
    const { options, admission, traffic, brake } = this.#surroundings;
    const announced = (peer = proxy): void => {
      const refusal = admission.attribute(socket, peer.address);
      if (refusal === undefined) this.#encrypt(socket, peer);
      else this.#refuse(socket, peer, refusal);
      socket.resume();
    };
    readAnnouncement(socket, options.nameTimeout, announced, (fault) => {
      const reason = 'proxy_failed';
      traffic.disconnects[reason]++;
      const message = 'Closing connections of proxies, now {address} port {port}: {fault}';
      brake.happened(reason, 'info', message, { ...proxy, reason, fault });
    });
  }

  #encrypt(socket: Socket, peer: Peer): void {
    const { admission, encryption } = this.#surroundings;
    if (encryption === undefined) {
      this.#door.take(socket, peer);
      return;
    }
    encryption.upgrade(
      socket,
      originOf(peer.address),
      (secure, fault) => {
        if (fault === undefined) {
          this.#door.take(secure, peer);
          return;
        }
        this.#handshakeFailed(peer, 'certificate_refused', fault);
        admission.refuse(secure, this.#door.refusal('certificate_refused'));
      },
      (fault) => {
        this.#handshakeFailed(peer, 'tls_failed', fault);
      },
    );
  }

  #handshakeFailed(peer: Peer, reason: Reason, fault: string): void {
    const { traffic, brake } = this.#surroundings;
    traffic.disconnects[reason]++;
    const message = '{address} port {port} failed the TLS handshake: {fault}';
    brake.happened(reason, 'info', message, { ...peer, reason, fault });
  }

  #refuse(socket: Socket, peer: Peer, reason: Reason): void {
    const { traffic, brake, encryption, admission, connections } = this.#surroundings;
    traffic.disconnects[reason]++;
    // Before the handshake, nothing can be said.
    if (encryption === undefined) admission.refuse(socket, this.#door.refusal(reason));
    else socket.destroy();
    const message = 'Refusing connections, now {address} port {port}: {reason}';
    brake.happened(reason, 'warn', message, { ...peer, reason, connections: connections() });
  }
}
