import {
  connect,
  credsAuthenticator,
  type NatsConnection,
  type NodeConnectionOptions,
} from '@nats-io/transport-node';
import type { NatsConnectionImpl } from '@nats-io/transport-node/lib/nats-base-client';
import { encodeText } from '@chat/framing';
import type { Broker } from './broker';
import type { Clock } from './clock';
import type { Log } from './log';

/** Where a node of a broker is, and what it is told to be let in. */
export interface NodeAddress {
  /** As it may be shown: without credentials. */
  readonly shown: string;
  /** What connects to it: host and port. */
  readonly host: string;
  readonly tls: boolean;
  readonly user: string | undefined;
  /** Alone, it is a token. */
  readonly password: string | undefined;
}

/** How a broker is reached. */
export interface BrokerOptions {
  /** Its nodes: one of them suffices. */
  readonly addresses: readonly NodeAddress[];
  /** What a credentials file says. */
  readonly credentials?: string | undefined;
  /** PEM: the authorities that its certificates have to come from. */
  readonly ca?: string | undefined;
  /** What the broker shows its operator. */
  readonly name: string;
}

/** Bytes of a message that a broker has to take. */
const LEAST_PAYLOAD = 4096;

/** What is told of the connection. */
export interface BrokerListener {
  connected(): void;
  disconnected(): void;
}

/** Milliseconds between attempts, about; between questions whether it is there; that a connection may take. */
const PAUSE = 500;
const PING = 2000;
const TIMEOUT = 5000;

/** Milliseconds between two lines of the log about what the broker is or refuses, at least; until it is asked again. */
const QUIET = 10_000;
const REFUSED = 5000;

/** Milliseconds that the broker has to take what is said last. */
const LAST_WORDS = 1000;

/** A NATS server or cluster, for as long as it takes. */
export class NatsBroker implements Broker {
  readonly #options: BrokerOptions;
  readonly #listener: BrokerListener;
  readonly #clock: Clock;
  readonly #log: Log;
  #connection: NatsConnection | undefined;
  #maxPayload = LEAST_PAYLOAD;
  #connected = false;
  #closed = false;
  /** When the log may be told again of what the broker refuses. */
  #mayTell = 0;

  constructor(options: BrokerOptions, listener: BrokerListener, clock: Clock, log: Log) {
    this.#options = options;
    this.#listener = listener;
    this.#clock = clock;
    this.#log = log;
  }

  get connected(): boolean {
    return this.#connected;
  }

  get maxPayload(): number {
    // What it was told last: while the broker is away, the connection knows nothing.
    const { max_payload: most = this.#maxPayload } = this.connection.info ?? {};
    this.#maxPayload = Math.max(LEAST_PAYLOAD, most);
    return this.#maxPayload;
  }

  /** @throws Error before {@link start} has resolved */
  get connection(): NatsConnection {
    if (this.#connection === undefined) throw new Error('The broker was never reached');
    return this.#connection;
  }

  /** Resolves when it has been reached, however long that takes; `false` if it was closed before. */
  async start(): Promise<boolean> {
    const where = this.#options.addresses.map(({ shown }) => shown).join(', ');
    let told = false;
    while (!this.#closed) {
      try {
        this.#connection = await this.#connect();
        break;
      } catch (error) {
        const fault = (error as Error).message;
        if (!told) this.#log.warn('Waiting for the broker at {where}: {fault}', { where, fault });
        told = true;
        await this.#pause();
      }
    }
    if (this.#connection === undefined) return false;
    this.#connected = true;
    this.#log.info('Connected to the broker at {where}', {
      where: this.#connection.getServer(),
    });
    void this.#watch(this.#connection);
    return true;
  }

  async #connect(): Promise<NatsConnection> {
    const connection = await connect({
      ...connectOptions(this.#options),
      reconnectDelayHandler: () => this.#untilNextAttempt(),
    });
    const fault = faultOf(connection);
    if (fault === undefined) return connection;
    await connection.close();
    throw new Error(fault);
  }

  publish(subject: string, message: Uint8Array): void {
    // A node that is about to be left: what it is sent is lost.
    if (faultOf(this.connection) === undefined) this.connection.publish(subject, message);
  }

  subscribe(subject: string, heard: (message: Uint8Array) => void): () => void {
    let end = (): void => undefined;
    const begin = (): void => {
      if (this.#closed) return;
      const subscription = this.connection.subscribe(subject, {
        callback: (error, message) => {
          // Refused, it is over, and would be so when the server's rights are mended.
          if (error !== null) end = this.#clock.after(REFUSED, begin);
          else this.#hear(subject, message.data, heard);
        },
      });
      end = (): void => {
        subscription.unsubscribe();
      };
    };
    begin();
    return () => {
      end();
    };
  }

  #hear(subject: string, message: Uint8Array, heard: (message: Uint8Array) => void): void {
    try {
      heard(message);
    } catch (fault) {
      // Beyond here it would end the reading of all that the broker sends.
      this.#log.warn('A message on {subject} is lost to a fault of this server: {fault}', {
        subject,
        fault: (fault as Error).stack,
      });
    }
  }

  flush(): Promise<void> {
    return this.connection.flush();
  }

  /** Sends what was published, if the broker takes it in time, and ends. */
  async close(): Promise<void> {
    this.#closed = true;
    const connection = this.#connection;
    if (this.#connected) {
      const taken = connection?.flush().catch(() => undefined);
      await Promise.race([taken, new Promise<void>((end) => this.#clock.after(LAST_WORDS, end))]);
    }
    this.#connected = false;
    await connection?.close();
  }

  async #watch(connection: NatsConnection): Promise<void> {
    let since = 0;
    for await (const status of connection.status()) {
      if (this.#closed) return;
      const came = status.type === 'reconnect' && !this.#connected;
      const fault = came || this.#connected ? faultOf(connection) : undefined;
      if (fault !== undefined) {
        // It is another than when it was chosen, and may be mended.
        this.#complain('The broker at {where} is not used: {fault}', {
          where: connection.getServer(),
          fault,
        });
        await innardsOf(connection)?.transport.close();
      } else if (status.type === 'disconnect' && this.#connected) {
        since = this.#clock.now();
        this.#connected = false;
        this.#log.warn('The broker at {where} is away: members here hear only each other', {
          where: status.server,
        });
        this.#listener.disconnected();
      } else if (came) {
        this.#connected = true;
        const seconds = Math.round((this.#clock.now() - since) / 100) / 10;
        this.#log.info('The broker at {where} is back after {seconds} s', {
          where: status.server,
          seconds,
        });
        this.#listener.connected();
      } else if (status.type === 'staleConnection') {
        // The client would first have the node take all that it has not: one that takes nothing would never be left.
        await innardsOf(connection)?.transport.close();
      } else if (status.type === 'error') {
        this.#complain('The broker says: {fault}', { fault: status.error.message });
      }
    }
  }

  #complain(message: string, properties: Record<string, unknown>): void {
    if (this.#clock.now() < this.#mayTell) return;
    this.#mayTell = this.#clock.now() + QUIET;
    this.#log.warn(message, properties);
  }

  /**
   * Milliseconds until a node that was tried is tried again. The client of the broker counts them by the wall clock:
   * when that is set back, the last attempt lies ahead, and nothing would be tried until then.
   */
  #untilNextAttempt(): number {
    for (const node of innardsOf(this.#connection)?.servers.getServers() ?? []) {
      node.lastConnect = Math.min(node.lastConnect, Date.now());
    }
    return PAUSE * (1 + Math.random());
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(PAUSE * (0.5 + Math.random()), resolve);
    });
  }
}

/** Why a node does not do; nothing, if it does. */
function faultOf({ info }: NatsConnection): string | undefined {
  const { max_payload: most = LEAST_PAYLOAD } = info ?? {};
  if (most >= LEAST_PAYLOAD) return undefined;
  return `its max_payload is ${most}, and has to be ${LEAST_PAYLOAD} at least`;
}

/** What the client of the broker keeps to itself. */
function innardsOf(connection?: NatsConnection): NatsConnectionImpl['protocol'] | undefined {
  return (connection as Pick<NatsConnectionImpl, 'protocol'> | undefined)?.protocol;
}

function connectOptions(options: BrokerOptions): NodeConnectionOptions {
  const { addresses, credentials, ca, name } = options;
  const user = addresses.find((address) => address.user !== undefined);
  const token = addresses.find(({ password }) => password !== undefined)?.password;
  const secure = ca !== undefined || addresses.some(({ tls }) => tls);
  return {
    servers: addresses.map(({ host }) => host),
    name,
    noEcho: true,
    // The first connection is waited for here; later ones are tried for, for ever.
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    pingInterval: PING,
    maxPingOut: 2,
    timeout: TIMEOUT,
    ...(secure ? { tls: ca === undefined ? {} : { ca } } : {}),
    ...(credentials !== undefined
      ? { authenticator: credsAuthenticator(encodeText(credentials)) }
      : user !== undefined
        ? { user: user.user, pass: user.password ?? '' }
        : token !== undefined
          ? { token }
          : {}),
  } as NodeConnectionOptions;
}
