import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';

const peers: Peer[] = [];

/** A peer for tests, that never closes its side by itself. */
export class Peer extends EventEmitter {
  readonly socket: Socket;
  readonly #heard: string[] = [];
  /** The server has closed its side, or the whole connection. */
  readonly ended: Promise<unknown>;

  constructor(port: number) {
    super();
    const decoder = new FrameDecoder();
    this.socket = connect({ port, allowHalfOpen: true });
    this.ended = once(this.socket, 'end').catch(() => undefined);
    this.socket.on('error', () => undefined);
    this.socket.on('data', (chunk) => {
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

/** A peer in a channel, once it is surely there: the first makes the channel. */
export async function enter(port: number, name: string, channel = 'c'): Promise<Peer> {
  const peer = new Peer(port);
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
