import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What befalls the bytes of one direction of a connection. */
export interface Fault {
  /** How many bytes go on in one piece, asked anew for each. */
  readonly slice?: () => number;
  /** Milliseconds that each piece waits before it goes on. */
  readonly delay?: number;
  /** After just so many bytes the sender is gone for the receiver: half-closed, or reset. */
  readonly cut?: { readonly after: number; readonly how: 'FIN' | 'RST' };
}

/** What befalls a connection. */
export interface Faults {
  readonly toServer?: Fault;
  readonly toClient?: Fault;
}

/** Who sends: the client to the server, or the server to the client. */
export type Sender = 'client' | 'server';

/** Is told what passes; connections are counted from 1. */
export interface Watcher {
  began(connection: number, address: string): void;
  /** Bytes as one read brought them, before anything befalls them. */
  read(connection: number, sender: Sender, piece: Buffer): void;
  /** The sender has closed its side, was reset, or could not be reached. */
  ended(connection: number, sender: Sender, how: string): void;
}

/** Where a proxy stands, and who watches it. */
export interface Place {
  /** Of the server; the loopback, if left out. */
  readonly host?: string;
  /** Where it listens: on a free port of the loopback, if left out. */
  readonly port?: number;
  readonly listen?: string;
  readonly watcher?: Watcher;
}

/** Stands between clients and a server, and is the bad network that a test wants. */
export class FaultProxy {
  readonly #server: Server;
  readonly #targets: readonly number[];
  readonly #host: string;
  readonly #watcher: Watcher | undefined;
  #connections = 0;
  readonly #sockets = new Set<Socket>();
  /** Of the connections to come. */
  faults: Faults = {};
  /** Milliseconds that each piece waits, of all connections and from now on. */
  lag = 0;
  #isCut = false;
  readonly #flowing: Record<Sender, Promise<void>> = {
    client: Promise.resolve(),
    server: Promise.resolve(),
  };
  #flow: () => void = () => undefined;

  private constructor(targets: readonly number[], { host = '127.0.0.1', watcher }: Place) {
    this.#targets = targets;
    this.#host = host;
    this.#watcher = watcher;
    // Half-open: an end goes on like any other byte, and only then.
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      this.#join(client);
    });
  }

  /** @param target the port of the server, or of several: each connection is one to the next of them */
  static async to(target: number | readonly number[], place: Place = {}): Promise<FaultProxy> {
    const proxy = new FaultProxy([target].flat(), place);
    const { port = 0, listen = '127.0.0.1' } = place;
    await once(proxy.#server.listen(port, listen), 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on nothing goes on that these send, on any connection. */
  stall(senders: readonly Sender[] = ['client', 'server']): void {
    const flowing = new Promise<void>((resolve) => {
      this.#flow = resolve;
    });
    for (const sender of senders) this.#flowing[sender] = flowing;
  }

  /** What was stalled goes on. */
  flow(): void {
    this.#flow();
  }

  /** Resets what is connected, and whoever comes until {@link mend}. */
  cut(): void {
    this.#isCut = true;
    this.#reset();
  }

  mend(): void {
    this.#isCut = false;
  }

  /** Resets what is still connected. */
  close(): void {
    this.#flow();
    this.#server.close();
    this.#reset();
  }

  #reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  #join(client: Socket): void {
    if (this.#isCut) {
      client.resetAndDestroy();
      return;
    }
    const connection = ++this.#connections;
    this.#watcher?.began(connection, `${client.remoteAddress ?? ''}:${client.remotePort ?? ''}`);
    const port = this.#targets[(connection - 1) % this.#targets.length] ?? 0;
    const server = connect({ port, host: this.#host, allowHalfOpen: true });
    server.setNoDelay();
    const { toServer = {}, toClient = {} } = this.faults;
    for (const [sender, from, to, fault] of [
      ['client', client, server, toServer],
      ['server', server, client, toClient],
    ] as const) {
      this.#sockets.add(from);
      from.on('close', () => this.#sockets.delete(from));
      // A reset of one side is one for the other.
      from.on('error', ({ message }) => {
        this.#watcher?.ended(connection, sender, message);
        to.resetAndDestroy();
      });
      const watch = {
        read: (piece: Buffer) => this.#watcher?.read(connection, sender, piece),
        ended: () => this.#watcher?.ended(connection, sender, 'FIN'),
      };
      this.#pass(sender, from, to, fault, watch).catch(() => to.resetAndDestroy());
    }
  }

  async #pass(
    sender: Sender,
    from: Socket,
    to: Socket,
    { slice, delay: pause, cut }: Fault,
    watch: { readonly read: (piece: Buffer) => void; readonly ended: () => void },
  ): Promise<void> {
    let left = cut?.after ?? Infinity;
    if (to.connecting) await once(to, 'connect');
    if (left > 0) {
      const chunks = from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
      for await (const chunk of chunks) {
        watch.read(chunk);
        for (let at = 0; at < chunk.length && left > 0;) {
          const piece = chunk.subarray(at, at + Math.min(slice?.() ?? Infinity, left));
          if (pause !== undefined) await delay(pause);
          if (this.lag > 0) await delay(this.lag);
          await this.#flowing[sender];
          if (!to.write(piece)) await once(to, 'drain');
          at += piece.length;
          left -= piece.length;
        }
        if (left === 0) break;
      }
    }
    if (left > 0) watch.ended();
    if (cut?.how === 'RST' && left === 0) to.resetAndDestroy();
    else to.end();
  }
}
