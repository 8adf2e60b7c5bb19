import { once } from 'node:events';
import { type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { PATIENCE } from './patience';
import { within } from './within';
import { type Connected, type Wire } from './wire';

/** Bytes in a binary message, at most: a server may refuse more. */
const MESSAGE_SIZE = 64 * 1024;

/** Close codes: 1000 of an orderly end, and 1006 of a connection that was lost without any. */
const NORMAL = 1000;
const LOST = 1006;

/** What makes a run one over WebSocket: every connection is one to `/chat`. */
export class WebSocketWire implements Wire {
  readonly #below: Wire | undefined;

  /** @param below what encrypts, unless nothing does */
  constructor(below?: Wire) {
    this.#below = below;
  }

  get files(): Readonly<Record<string, string>> {
    return this.#below?.files ?? {};
  }

  async call(socket: Socket): Promise<Connected> {
    const { remoteAddress = '', remotePort = 0, remoteFamily } = socket;
    const host = remoteFamily === 'IPv6' ? `[${remoteAddress}]` : remoteAddress;
    const below = this.#below === undefined ? socket : await this.#below.call(socket);
    const webSocket = new WebSocket(`ws://${host}:${remotePort}/chat`, {
      // The stream is connected, and encrypted if it is to be, whatever the scheme says.
      createConnection: () => below as Socket,
      perMessageDeflate: false,
    });
    const stream = new MessageStream(webSocket, below);
    try {
      const open = once(webSocket, 'open');
      await within(PATIENCE, 'The WebSocket handshake takes too long', open);
    } catch (error) {
      webSocket.terminate();
      below.destroy();
      throw error;
    }
    return stream;
  }
}

/** The bytes of all binary messages, one after another, cut anywhere. */
class MessageStream extends Duplex {
  readonly #webSocket: WebSocket;
  readonly #below: Connected;

  constructor(webSocket: WebSocket, below: Connected) {
    super({ allowHalfOpen: true });
    this.#webSocket = webSocket;
    this.#below = below;
    webSocket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) this.destroy(new Error('A text message came: frames are bytes'));
      else if (!this.push(data)) webSocket.pause();
    });
    webSocket.on('error', (error) => this.destroy(error));
    webSocket.on('close', (code) => {
      if (code === LOST) this.destroy(new Error('The connection ended without a close frame'));
      else this.push(null);
    });
  }

  override _read(): void {
    if (this.#webSocket.readyState !== WebSocket.CONNECTING) this.#webSocket.resume();
  }

  override _write(bytes: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    const last = Math.floor((bytes.length - 1) / MESSAGE_SIZE) * MESSAGE_SIZE;
    for (let at = 0; at < last; at += MESSAGE_SIZE) {
      this.#webSocket.send(bytes.subarray(at, at + MESSAGE_SIZE));
    }
    this.#webSocket.send(bytes.subarray(last), done);
  }

  /** A WebSocket has no half-close: what the server still sends may not come. */
  override _final(done: () => void): void {
    this.#webSocket.close(NORMAL);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#webSocket.terminate();
    done(error);
  }

  resetAndDestroy(): this {
    this.#below.resetAndDestroy();
    return this.destroy();
  }
}
