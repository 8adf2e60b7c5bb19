import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { type Step, type Unwrap } from '../wires';
import { Fault } from './fault';

/** Whatever comes is read into the same memory, and checked at once. */
const memory = Buffer.allocUnsafeSlow(256 * 1024);

/** Milliseconds in which a server has to answer. */
const PATIENCE = 60_000;

/** The same for all servers; whose certificate it is does not matter on the loopback. */
const TLS = {
  minVersion: 'TLSv1.3',
  ciphers: 'TLS_AES_128_GCM_SHA256',
  rejectUnauthorized: false,
} as const;

/** One connection of the generator. */
export class Link {
  readonly #socket: Socket;
  readonly #opened: 'connect' | 'secureConnect';
  #unwrap: Unwrap | undefined;
  #listener: (bytes: Buffer, length: number) => void = () => undefined;
  #failed = false;

  /**
   * @param who whose connection it is, for complaints
   * @param port of the server
   * @param secure whether it is TLS that it goes through
   * @param onFault what to do when the server breaks it, or the listener throws
   */
  constructor(
    private readonly who: string,
    port: number,
    secure: boolean,
    private readonly onFault: (error: Error) => void,
  ) {
    const options = {
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: memory, callback: (length: number) => this.#hear(length) },
    };
    this.#socket = secure ? connectSecurely({ ...options, ...TLS }) : connect(options);
    // What waits behind a write that is being encrypted stays apart: each write is a record.
    if (secure) Object.assign(this.#socket, { _writev: undefined });
    this.#opened = secure ? 'secureConnect' : 'connect';
    this.#socket.on('error', (error) => {
      this.#fail(new Fault(`${who}: ${error.message}`));
    });
    this.#socket.on('close', () => {
      this.#fail(new Fault(`${who}: the server has closed the connection`));
    });
  }

  async opened(): Promise<void> {
    await once(this.#socket, this.#opened);
  }

  /** Goes through the steps of a conversation, and returns all that came. */
  async converse(steps: readonly Step[]): Promise<Buffer> {
    const heard: Buffer[] = [];
    for (const { send, until, unwrap } of steps) {
      heard.push(await this.#answer(send, until));
      if (unwrap !== undefined) this.#unwrap = unwrap();
    }
    return Buffer.concat(heard);
  }

  #answer(send: Buffer, until: Step['until']): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      let received = Buffer.alloc(0);
      const late = setTimeout(() => {
        const end = JSON.stringify(received.toString('latin1', received.length - 200));
        reject(new Fault(`${this.who} was not answered within ${PATIENCE} ms, but got ${end}`));
      }, PATIENCE);
      this.listen((bytes, length) => {
        received = Buffer.concat([received, bytes.subarray(0, length)]);
        if (!until(received)) return;
        clearTimeout(late);
        this.listen(() => undefined);
        resolve(received);
      });
      this.write([send]);
    });
  }

  /** From now on this gets what comes; it has to be done with the bytes when it returns. */
  listen(listener: (bytes: Buffer, length: number) => void): void {
    this.#listener = listener;
  }

  /** Writes in one system call. */
  write(views: readonly Buffer[]): void {
    this.#socket.cork();
    for (const view of views) this.#socket.write(view);
    this.#socket.uncork();
  }

  #hear(length: number): boolean {
    try {
      this.#listener(memory, this.#unwrap?.(memory, length) ?? length);
    } catch (error) {
      this.#fail(error as Error);
    }
    return true;
  }

  #fail(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.onFault(error);
  }
}
