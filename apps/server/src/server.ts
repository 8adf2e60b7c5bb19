import { Hub } from '@chat/hub';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { Connection, type Surroundings } from './connection/connection';
import type { Reason } from './connection/disconnect';
import { peerOf, type Peer } from './connection/peer';
import { Scheduler } from './connection/scheduler';
import { SendMemory } from './connection/send-memory';
import { Admission } from './listen/admission';
import { originOf } from './listen/origin';
import type { Encryption } from './listen/tls';
import { Brake } from './operation/brake';
import { SILENT, type Log } from './operation/log';
import { defaultOptions, type Options } from './operation/options';
import { Traffic } from './operation/traffic';

/** Connections that may wait to be accepted: a whole class may start its clients at once. */
const BACKLOG = 4096;

/**
 * Milliseconds without a byte after which everything that had been sent has been read: a system that
 * was short of room for it may take that long to bring the rest.
 */
const QUIET = 50;

/** Milliseconds after which a channel that was quiet gives its memory back, at least. */
const SWEEP = 2000;

/** The relay on a TCP port. */
export class ChatServer {
  readonly traffic = new Traffic();
  readonly #options: Options;
  readonly #hub: Hub;
  readonly #memory: SendMemory;
  readonly #connections = new Set<Connection>();
  readonly #admission: Admission;
  readonly #encryption: Encryption | undefined;
  readonly #server: Server;
  readonly #surroundings: Surroundings;
  readonly #brake = new Brake(() => this.#log);
  #log: Log = SILENT;
  #draining = false;

  /** @param encryption without it, frames are sent as they are */
  constructor(options: Partial<Options> = {}, encryption?: Encryption) {
    this.#options = { ...defaultOptions(), ...options };
    this.#encryption = encryption;
    const scheduler = new Scheduler();
    this.#hub = new Hub({
      schedule: (flush) => {
        scheduler.atEnd(flush);
      },
      allocate: (size) => Buffer.allocUnsafeSlow(size),
      maxChannels: this.#options.maxChannels,
    });
    const sweeping = setInterval(() => {
      this.#hub.sweep();
    }, SWEEP).unref();
    this.#memory = new SendMemory(this.#options.sendQueueTotal);
    this.#admission = new Admission(this.#options);
    this.#surroundings = {
      hub: this.#hub,
      options: this.#options,
      traffic: this.traffic,
      scheduler,
      memory: this.#memory,
      named: (connection, name) => {
        this.#log.debug('{address} port {port} is {name}', { ...connection.peer, name });
      },
      ended: (connection, reason) => {
        this.#ended(connection, reason);
      },
    };
    const { tcpKeepalive } = this.#options;
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
    this.#server.on('close', () => {
      clearInterval(sweeping);
      this.#admission.close();
    });
    // A connection that the system cannot accept is not made; the others know nothing of it.
    this.#server.on('error', (error) => {
      const { message } = error;
      this.#brake.happened('error', 'warn', 'Cannot accept connections: {error}', {
        error: message,
      });
    });
  }

  /** Connections that are open. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Places for connections: fewer than the option says if the system lets fewer files be open. */
  get places(): number {
    return this.#admission.limit;
  }

  /** Places for connections that are taken: by those that are open, and those in their TLS handshake. */
  get placesTaken(): number {
    return this.#admission.taken;
  }

  /** Channels that exist. */
  get channels(): number {
    return this.#hub.channelCount;
  }

  /** Bytes of memory that are held because peers have not read them yet. */
  get unreadMemory(): number {
    return this.#memory.size;
  }

  /** Whether it is stopping: no new connection is taken. */
  get draining(): boolean {
    return this.#draining;
  }

  /** From now on, tells the log what happens. */
  logTo(log: Log): void {
    this.#log = log;
  }

  /** Tells the log what it has not been told yet, of what happens too often to be told each time. */
  tellLeftOut(): void {
    this.#brake.release();
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
    this.#admission.watch((files) => {
      const { connections } = this;
      this.#log.warn(
        'The system lets {files} files be open, too few for the {connections} connections that are: ' +
          'others are refused, or closed without a word',
        { files, connections },
      );
    });
    return this.#server.address() as AddressInfo;
  }

  /**
   * Stops accepting, sends every member what it is owed, and closes the connections. Those that are
   * still open after the drain timeout are cut.
   */
  async close(): Promise<void> {
    this.#draining = true;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#encryption?.close();
    this.#log.info('Stopping: {connections} connections are sent what they are owed', {
      connections: this.connections,
    });
    const timeout = setTimeout(() => {
      this.#cut();
    }, this.#options.drainTimeout);
    await this.#settle();
    for (const connection of this.#connections) connection.dismiss();
    this.#hub.close();
    await closed;
    clearTimeout(timeout);
    // The sockets are closed, and say so within a turn or two.
    while (this.connections > 0) await turn();
    this.tellLeftOut();
    this.#log.info('Stopped', {});
  }

  /**
   * What was sent before the server stops is handled first, of all connections before any is dismissed:
   * so whoever was answered has been heard by all. A flooder has half the time, and no more.
   */
  async #settle(): Promise<void> {
    const end = performance.now() + this.#options.drainTimeout / 2;
    let unsettled = [...this.#connections];
    for (const connection of unsettled) connection.hurry();
    while (unsettled.length > 0 && performance.now() < end) {
      await delay(QUIET / 10);
      await turn();
      const time = performance.now() - QUIET;
      unsettled = unsettled.filter(
        (connection) => this.#connections.has(connection) && !connection.quietSince(time),
      );
    }
    // What was handled last is delivered with the turn.
    await turn();
  }

  #accept(socket: Socket): void {
    this.#surroundings.scheduler.accepted();
    const peer = peerOf(socket);
    const refusal = this.#admission.admit(socket, peer.address);
    if (refusal !== undefined) {
      this.#refuse(socket, peer, refusal);
      return;
    }
    this.traffic.connectionsMade++;
    if (this.#encryption === undefined) {
      this.#connect(socket, peer);
      return;
    }
    this.#encryption.upgrade(
      socket,
      originOf(peer.address),
      (secure, fault) => {
        if (fault === undefined) {
          this.#connect(secure, peer);
          return;
        }
        this.#handshakeFailed(peer, 'certificate_refused', fault);
        this.#admission.refuse(secure, 'certificate_refused');
      },
      (fault) => {
        this.#handshakeFailed(peer, 'tls_failed', fault);
      },
    );
  }

  #connect(socket: Socket, peer: Peer): void {
    this.#connections.add(new Connection(socket, this.#surroundings));
    this.#log.debug('{address} port {port} connected', { ...peer });
  }

  #handshakeFailed(peer: Peer, reason: Reason, fault: string): void {
    this.traffic.disconnects[reason]++;
    this.#brake.happened(
      reason,
      'info',
      '{address} port {port} failed the TLS handshake: {fault}',
      { ...peer, reason, fault },
    );
  }

  #refuse(socket: Socket, peer: Peer, reason: Reason): void {
    this.traffic.disconnects[reason]++;
    // Before the handshake, nothing can be said.
    if (this.#encryption === undefined) this.#admission.refuse(socket, reason);
    else socket.destroy();
    const { connections } = this;
    this.#brake.happened(
      reason,
      'warn',
      'Refusing connections, now {address} port {port}: {reason}',
      { ...peer, reason, connections },
    );
  }

  #ended(connection: Connection, reason: Reason): void {
    const { peer } = connection;
    this.#connections.delete(connection);
    this.traffic.disconnects[reason]++;
    const properties = { ...peer, reason, name: connection.name };
    this.#log.debug('{address} port {port} disconnected: {reason}', properties);
    if (!LIMITS.has(reason)) return;
    const message = 'Closing connections, now {address} port {port}: {reason}';
    this.#brake.happened(reason, 'info', message, properties);
  }

  #cut(): void {
    this.#log.warn('{connections} connections are cut: they did not close in time', {
      connections: this.connections,
    });
    for (const connection of this.#connections) connection.cut();
  }
}

/** Reasons that are a limit of the server, and no choice of the peer. */
const LIMITS: ReadonlySet<Reason> = new Set(['name_timeout', 'idle_timeout', 'slow_reader']);
