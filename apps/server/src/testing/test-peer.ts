import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createWebSocketStream, WebSocket, type ClientOptions } from 'ws';

const peers: PeerOn<Duplex>[] = [];

/** A peer for tests, that never closes its side by itself, on whatever carries its bytes. */
export class PeerOn<Carrier extends Duplex> extends EventEmitter {
  readonly socket: Carrier;
  readonly #heard: string[] = [];
  /** The server has closed its side, or the whole connection. */
  readonly ended: Promise<unknown>;

  constructor(socket: Carrier) {
    super();
    const decoder = new FrameDecoder();
    this.socket = socket;
    this.ended = once(this.socket, 'end').catch(() => undefined);
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk: Buffer) => {
      for (const frame of decoder.push(chunk)) {
        this.#heard.push(Buffer.from(framePayload(frame)).toString());
      }
      this.emit('heard');
    });
    this.socket.on('end', () => this.emit('heard'));
    this.socket.on('close', () => this.emit('heard'));
    peers.push(this);
  }

  say(text: string): void {
    this.socket.write(encodeFrames(text));
  }

  /** Says a text again and again, until the connection is closed. */
  keepSaying(text: string, millisecondsApart: number): void {
    const talking = setInterval(() => {
      this.say(text);
    }, millisecondsApart);
    this.socket.once('close', () => {
      clearInterval(talking);
    });
  }

  /** Waits until the system has taken all that was said: a busy test is not yet there. */
  async sent(): Promise<void> {
    while (this.socket.writableLength > 0) await once(this.socket, 'drain');
  }

  /** What the server says next; `undefined` when it has closed. */
  async hear(): Promise<string | undefined> {
    for (;;) {
      const text = this.#heard.shift();
      if (text !== undefined) return text;
      if (this.socket.readableEnded || this.socket.destroyed) return undefined;
      await once(this, 'heard');
    }
  }

  /** Hears up to a text. */
  async hearUntil(text: string): Promise<string[]> {
    const heard: string[] = [];
    for (;;) {
      const next = await this.hear();
      if (next === undefined) throw new Error(`closed before "${text}": ${heard.join(' | ')}`);
      heard.push(next);
      if (next === text) return heard;
    }
  }
}

/** A peer on TCP. */
export class Peer extends PeerOn<Socket> {
  constructor(port: number) {
    super(connect({ port, allowHalfOpen: true }));
  }
}

/** A peer on a WebSocket, by a client that is not ours. */
export class WebPeer extends PeerOn<Duplex> {
  readonly webSocket: WebSocket;
  /** Why it was closed, as the server said. */
  readonly status: Promise<number>;

  constructor(url: string, options: ClientOptions = {}) {
    const webSocket = new WebSocket(url, { perMessageDeflate: false, ...options });
    super(createWebSocketStream(webSocket));
    this.webSocket = webSocket;
    this.status = new Promise((resolve) => webSocket.once('close', resolve));
  }
}

/** A peer in a channel, once it is surely there: the first makes the channel. */
export async function enter(port: number, name: string, channel = 'c'): Promise<Peer> {
  return settleIn(new Peer(port), name, channel);
}

/** Has a peer enter a channel, and waits until it is surely there. */
export async function settleIn<P extends PeerOn<Duplex>>(
  peer: P,
  name: string,
  channel = 'c',
): Promise<P> {
  peer.say(name);
  peer.say(`/create ${channel}`);
  peer.say(`/join ${channel}`);
  peer.say('/nothing more');
  let last;
  do last = await peer.hear();
  while (last?.startsWith('/nothing') === false);
  return peer;
}

/** Ends every peer of a test. */
export function destroyPeers(): void {
  for (const { socket } of peers.splice(0)) socket.destroy();
}
