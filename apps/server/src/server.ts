import type { Cluster } from '@chat/cluster';
import { encodeFrames } from '@chat/framing';
import { Hub } from '@chat/hub';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { Broadcast, type NativeSend } from './connection/broadcast';
import { Connection, type Surroundings } from './connection/connection';
import { FAREWELLS, LIMITS, type Reason } from './connection/disconnect';
import type { Peer } from './connection/peer';
import { Scheduler } from './connection/scheduler';
import { SendMemory } from './connection/send-memory';
import { settle } from './connection/settling';
import type { Wire } from './connection/wire';
import { Admission } from './listen/admission';
import { Listener, type Door } from './listen/listener';
import type { Encryption } from './listen/tls';
import { TrustedProxies } from './listen/trusted-proxies';
import { Brake } from './operation/brake';
import { SILENT, type Log } from './operation/log';
import { defaultOptions, type Options } from './operation/options';
import { Traffic } from './operation/traffic';
import type { WebDoor, WebSurroundings } from './web/web-port';

/** Milliseconds after which a channel that was quiet gives its memory back, at least. */
const SWEEP = 2000;

/** What a server may have. */
export interface Parts {
  /** Without it, frames are sent as they are. */
  readonly encryption?: Encryption | undefined;
  /** Without it, the server is alone. It has to be started before the server listens. */
  readonly cluster?: Cluster | undefined;
  /** Without it, Node sends everything. */
  readonly native?: NativeSend | undefined;
}

/** The relay on a TCP port, and on a web port where that is asked for. */
export class ChatServer {
  readonly traffic = new Traffic();
  readonly webTraffic = new Traffic();
  /** The other servers of the chat, if there can be any. */
  readonly cluster: Cluster | undefined;
  readonly #options: Options;
  readonly #scheduler = new Scheduler();
  readonly #hub: Hub;
  readonly #memory: SendMemory;
  readonly #broadcast: Broadcast | undefined;
  readonly #connections = new Set<Connection>();
  readonly #admission: Admission;
  readonly #encryption: Encryption | undefined;
  readonly #proxies: TrustedProxies;
  readonly #listener: Listener;
  readonly #sweeping: NodeJS.Timeout;
  readonly #brake = new Brake(() => this.#log);
  #web: { readonly door: WebDoor; readonly listener: Listener } | undefined;
  #log: Log = SILENT;
  #draining = false;

  constructor(options: Partial<Options> = {}, { encryption, cluster, native }: Parts = {}) {
    this.cluster = cluster;
    this.#options = { ...defaultOptions(), ...options };
    this.#encryption = encryption;
    const broadcast = native && new Broadcast(native);
    this.#broadcast = broadcast;
    this.#hub = new Hub({
      schedule: (flush, tell) => {
        const deliver = (): void => {
          broadcast?.during(flush);
        };
        this.#scheduler.atEnd(broadcast === undefined ? flush : deliver, tell);
      },
      allocate: (size) => Buffer.allocUnsafeSlow(size),
      maxChannels: this.#options.maxChannels,
      elsewhere: cluster,
    });
    this.#sweeping = setInterval(() => {
      this.#hub.sweep();
    }, SWEEP).unref();
    this.#memory = new SendMemory(this.#options.sendQueueTotal);
    this.#admission = new Admission(this.#options);
    this.#proxies = new TrustedProxies(this.#options.trustedProxy);
    const surroundings = this.#surroundings(this.traffic);
    this.#listener = this.#listenerOf(this.traffic, {
      announced: true,
      take: (socket, peer) => {
        this.#connect(socket, peer, surroundings);
      },
      refusal: (reason) => encodeFrames(FAREWELLS[reason] ?? ''),
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

  /** Places that are taken: by open connections, and by those in their TLS handshake or HTTP request. */
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

  /** Whether Node is passed by where it can be. */
  get sendsNatively(): boolean {
    return this.#broadcast !== undefined;
  }

  /** Whether it is stopping: no new connection is taken. */
  get draining(): boolean {
    return this.#draining;
  }

  /** Why new members should go to another server; nothing if they need not. */
  get unready(): string | undefined {
    return this.#draining ? 'stopping' : this.cluster?.fault;
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
   * Listens for browsers too, as {@link listen} does.
   *
   * @param open makes what takes the connections
   */
  async listenToWeb(
    port: number,
    open: (surroundings: WebSurroundings) => WebDoor,
  ): Promise<AddressInfo> {
    const surroundings = this.#surroundings(this.webTraffic);
    const door = open({
      options: this.#options,
      scheduler: this.#scheduler,
      admission: this.#admission,
      proxies: this.#proxies,
      opened: (socket, peer, wire) => {
        this.#connect(socket, peer, surroundings, wire);
      },
      ended: (peer, reason, fault) => {
        this.#over(this.webTraffic, reason, { ...peer, reason, fault });
      },
    });
    const listener = this.#listenerOf(this.webTraffic, door);
    const address = await listener.listen(port, this.#options.webHost);
    this.#web = { door, listener };
    return address;
  }

  /**
   * Stops accepting, sends every member what it is owed, and closes the connections. Those that are
   * still open after the drain timeout are cut.
   */
  async close(): Promise<void> {
    this.#draining = true;
    const closed = Promise.all([this.#listener.close(), this.#web?.listener.close()]);
    this.#encryption?.close();
    this.#web?.door.close();
    this.#log.info('Stopping: {connections} connections are sent what they are owed', {
      connections: this.connections,
    });
    const timeout = setTimeout(() => {
      this.#cut();
    }, this.#options.drainTimeout);
    await settle(this.#connections, this.#options.drainTimeout / 2);
    for (const connection of this.#connections) connection.dismiss();
    this.#hub.close();
    await this.cluster?.stop();
    await closed;
    clearTimeout(timeout);
    clearInterval(this.#sweeping);
    this.#admission.close();
    // The sockets are closed, and say so within a turn or two.
    while (this.connections > 0) await turn();
    this.tellLeftOut();
    this.#log.info('Stopped', {});
  }

  #listenerOf(traffic: Traffic, door: Door): Listener {
    const listening = {
      options: this.#options,
      traffic,
      scheduler: this.#scheduler,
      admission: this.#admission,
      encryption: this.#encryption,
      proxies: this.#proxies,
      brake: this.#brake,
      connections: () => this.connections,
    };
    return new Listener(listening, door);
  }

  #surroundings(traffic: Traffic): Surroundings {
    return {
      hub: this.#hub,
      options: this.#options,
      traffic,
      scheduler: this.#scheduler,
      memory: this.#memory,
      sendQueueLimit: this.#options.sendQueueLimit,
      broadcast: this.#broadcast,
      named: (connection, name) => {
        this.#log.debug('{address} port {port} is {name}', { ...connection.peer, name });
      },
      ended: (connection, reason) => {
        this.#connections.delete(connection);
        traffic.open--;
        this.#over(traffic, reason, { ...connection.peer, reason, name: connection.name });
      },
    };
  }

  #connect(socket: Socket, peer: Peer, surroundings: Surroundings, wire?: Wire): void {
    this.#connections.add(new Connection(socket, peer, surroundings, wire));
    surroundings.traffic.open++;
    this.#log.debug('{address} port {port} connected', { ...peer });
  }

  #over(traffic: Traffic, reason: Reason, properties: Record<string, unknown>): void {
    traffic.disconnects[reason]++;
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
    this.#web?.door.cut();
  }
}
