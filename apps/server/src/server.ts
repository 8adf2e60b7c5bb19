import { Hub } from '@chat/hub';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { Connection, type Surroundings } from './connection/connection';
import type { Reason } from './connection/disconnect';
import type { Peer } from './connection/peer';
import { Scheduler } from './connection/scheduler';
import { SendMemory } from './connection/send-memory';
import { settle } from './connection/settling';
import { Admission } from './listen/admission';
import { Listener } from './listen/listener';
import type { Encryption } from './listen/tls';
import { Brake } from './operation/brake';
import { SILENT, type Log } from './operation/log';
import { defaultOptions, type Options } from './operation/options';
import { Traffic } from './operation/traffic';

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
  readonly #listener: Listener;
  readonly #sweeping: NodeJS.Timeout;
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
    this.#sweeping = setInterval(() => {
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
    this.#listener = new Listener(
      {
        options: this.#options,
        traffic: this.traffic,
        scheduler,
        admission: this.#admission,
        encryption,
        brake: this.#brake,
        connections: () => this.connections,
      },
      (socket, peer) => {
        this.#connect(socket, peer);
      },
    );
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
    const address = await this.#listener.listen(port, this.#options.host);
    this.#admission.watch((files) => {
      const { connections } = this;
      this.#log.warn(
        'The system lets {files} files be open, too few for the {connections} connections that are: ' +
          'others are refused, or closed without a word',
        { files, connections },
      );
    });
    return address;
  }

  /**
   * Stops accepting, sends every member what it is owed, and closes the connections. Those that are
   * still open after the drain timeout are cut.
   */
  async close(): Promise<void> {
    this.#draining = true;
    const closed = this.#listener.close();
    this.#encryption?.close();
    this.#log.info('Stopping: {connections} connections are sent what they are owed', {
      connections: this.connections,
    });
    const timeout = setTimeout(() => {
      this.#cut();
    }, this.#options.drainTimeout);
    await settle(this.#connections, this.#options.drainTimeout / 2);
    for (const connection of this.#connections) connection.dismiss();
    this.#hub.close();
    await closed;
    clearTimeout(timeout);
    clearInterval(this.#sweeping);
    this.#admission.close();
    // The sockets are closed, and say so within a turn or two.
    while (this.connections > 0) await turn();
    this.tellLeftOut();
    this.#log.info('Stopped', {});
  }

  #connect(socket: Socket, peer: Peer): void {
    this.#connections.add(new Connection(socket, peer, this.#surroundings));
    this.#log.debug('{address} port {port} connected', { ...peer });
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
