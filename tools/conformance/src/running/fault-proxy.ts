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

/** Stands between clients and a server on the loopback, and is the bad network that a test wants. */
export class FaultProxy {
  readonly #server: Server;
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  /** Of the connections to come. */
  faults: Faults = {};
  #flowing: Promise<void> = Promise.resolve();
  #flow: () => void = () => undefined;

  private constructor(target: number) {
    this.#target = target;
    // Half-open: an end goes on like any other byte, and only then.
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      this.#join(client);
    });
  }

  /** @param target the port of the server on the loopback */
  static async to(target: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await once(proxy.#server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on nothing goes on, in either direction of any connection. */
  stall(): void {
    this.#flowing = new Promise((resolve) => {
      this.#flow = resolve;
    });
  }

  /** What was stalled goes on. */
  flow(): void {
    this.#flow();
  }

  /** Resets what is still connected. */
  close(): void {
    this.#flow();
    this.#server.close();
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  #join(client: Socket): void {
    const server = connect({ port: this.#target, host: '127.0.0.1', allowHalfOpen: true });
    server.setNoDelay();
    const { toServer = {}, toClient = {} } = this.faults;
    for (const [from, to, fault] of [
      [client, server, toServer],
      [server, client, toClient],
    ] as const) {
      this.#sockets.add(from);
      from.on('close', () => this.#sockets.delete(from));
      // A reset of one side is one for the other.
      from.on('error', () => to.resetAndDestroy());
      this.#pass(from, to, fault).catch(() => to.resetAndDestroy());
    }
  }

  async #pass(from: Socket, to: Socket, { slice, delay: pause, cut }: Fault): Promise<void> {
    let left = cut?.after ?? Infinity;
    if (to.connecting) await once(to, 'connect');
    if (left > 0) {
      const chunks = from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
      for await (const chunk of chunks) {
        for (let at = 0; at < chunk.length && left > 0;) {
          const piece = chunk.subarray(at, at + Math.min(slice?.() ?? Infinity, left));
          if (pause !== undefined) await delay(pause);
          await this.#flowing;
          if (!to.write(piece)) await once(to, 'drain');
          at += piece.length;
          left -= piece.length;
        }
        if (left === 0) break;
      }
    }
    if (cut?.how === 'RST' && left === 0) to.resetAndDestroy();
    else to.end();
  }
}
