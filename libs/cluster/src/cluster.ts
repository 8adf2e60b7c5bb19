import type { Asker, Elsewhere, Happening, Here } from '@chat/hub';
import { Bridge } from './bridge';
import type { Clock } from './clock';
import { Directory } from './directory';
import { Figures } from './figures';
import type { Log } from './log';
import { NatsBroker, type BrokerOptions } from './nats-broker';

export interface ClusterOptions extends Omit<BrokerOptions, 'name'> {
  /** What the chat's subjects and its bucket begin with: letters, digits, `-` and `_`. */
  readonly prefix: string;
  /** On how many nodes of the broker the bucket is kept; only who makes it decides. */
  readonly replicas: number;
  /** This run of this server, which no other has ever had: letters and digits. */
  readonly id: string;
  /** Where this server is, for people: `chat-1:55555`. */
  readonly address: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds in which the other servers answer, so that all are known before members come. */
const GREETING = 300;

/**
 * The other servers of a chat, over NATS. Give it to a hub, then {@link start} it.
 */
export class Cluster implements Elsewhere {
  readonly figures = new Figures();
  readonly #options: ClusterOptions;
  readonly #broker: NatsBroker;
  #directory: Directory | undefined;
  #bridge: Bridge | undefined;
  #ready = false;

  constructor(options: ClusterOptions) {
    this.#options = options;
    const { clock, log, address } = options;
    const listener = {
      connected: (): void => {
        this.figures.reconnects++;
        this.#bridge?.connected();
        this.#directory?.connected();
      },
      disconnected: (): void => {
        this.#bridge?.disconnected();
        this.#directory?.disconnected();
      },
    };
    this.#broker = new NatsBroker({ ...options, name: `chat ${address}` }, listener, clock, log);
  }

  /** Why members should come to another server; nothing if they need not. */
  get fault(): string | undefined {
    if (!this.#broker.connected) return 'the broker cannot be reached';
    return this.#ready ? undefined : 'the other servers are not known yet';
  }

  /** Whether the broker can be reached. */
  get connected(): boolean {
    return this.#broker.connected;
  }

  /** How many other servers there are. */
  get peers(): number {
    return this.#bridge?.peers.size ?? 0;
  }

  /** Bytes that the broker has not taken yet. */
  get outstanding(): number {
    return this.#bridge?.outstanding ?? 0;
  }

  get congested(): boolean {
    return this.#bridge?.congested === true;
  }

  attach(here: Here): void {
    const parts = { ...this.#options, broker: this.#broker };
    const bridge = new Bridge({ ...parts, here, figures: this.figures });
    this.#bridge = bridge;
    this.#directory = new Directory(
      { ...parts, bucket: `${parts.prefix}_channels` },
      {
        added: (channel) => {
          here.added(channel);
        },
        removed: (channel) => {
          bridge.remove(channel);
        },
      },
    );
  }

  /**
   * Reaches the broker and the other servers, however long that takes.
   *
   * @returns whether members may come now; not, if it was stopped before
   */
  async start(): Promise<boolean> {
    if (!(await this.#broker.start())) return false;
    this.#bridge?.start();
    await Promise.all([
      this.#directory?.start(),
      new Promise<void>((resolve) => this.#options.clock.after(GREETING, resolve)),
    ]);
    this.#ready = true;
    return true;
  }

  /** Tells the others that this server stops, and ends. */
  async stop(): Promise<void> {
    this.#ready = false;
    await this.#directory?.stop();
    if (this.#broker.connected) this.#bridge?.stop();
    await this.#broker.close();
  }

  create(channel: string, asker: Asker): void {
    this.#directory?.create(channel, asker);
  }

  find(channel: string, asker: Asker): void {
    this.#directory?.find(channel, asker);
  }

  list(asker: Asker): void {
    this.#directory?.list(asker);
  }

  open(channel: string, asker: Asker): void {
    this.#bridge?.open(channel, asker);
  }

  deliver(channel: string, happenings: readonly Happening[]): void {
    this.#bridge?.deliver(channel, happenings);
  }
}
