import { encodeFrames, FrameDecoder, frameText } from '@chat/framing';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';

const DIST = join(import.meta.dirname, '../../dist');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const POLICY = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'`;

/** Serves the page, and plays a server that does whatever the test wants. */
export class HostileServer {
  /** What it answers to /list; every /join and /create works. */
  channels: readonly string[] = ['tea'];
  /** Whether it takes what comes, and answers nothing. */
  isSilent = false;
  /** What it says to who has said a name, before it closes. */
  refusal: string | undefined;
  /** Bytes at which it cuts what it sends into messages. */
  cut = Infinity;
  /** What came, frame by frame, of all connections. */
  readonly heard: string[] = [];
  readonly #http: Server;
  readonly #sockets: WebSocketServer;

  private constructor() {
    this.#http = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      const file = path === '/' ? 'index.html' : path.slice(1);
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain');
      response.setHeader('Content-Security-Policy', POLICY);
      response.end(readFileSync(join(DIST, file)));
    });
    this.#sockets = new WebSocketServer({ server: this.#http, path: '/chat' });
    this.#sockets.on('connection', (socket) => {
      this.#serve(socket);
    });
  }

  static async run(): Promise<HostileServer> {
    const server = new HostileServer();
    server.#http.listen(0, '127.0.0.1');
    await once(server.#http, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/`;
  }

  /** Sends messages to everybody, whatever they are. */
  send(message: Uint8Array | string): void {
    for (const socket of this.#sockets.clients) socket.send(message);
  }

  /** Sends a text as a server does: in frames. */
  say(text: string): void {
    this.send(encodeFrames(text));
  }

  async end(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#http.close();
    this.#http.closeAllConnections();
    await once(this.#http, 'close');
  }

  #serve(socket: WebSocket): void {
    const decoder = new FrameDecoder();
    let hasName = false;
    socket.on('message', (data: Buffer) => {
      for (const frame of decoder.push(data)) {
        const text = frameText(frame);
        this.heard.push(text);
        if (hasName) this.#answer(socket, text);
        else if (this.refusal !== undefined) {
          socket.send(encodeFrames(this.refusal));
          socket.close();
        }
        hasName = true;
      }
    });
  }

  #answer(socket: WebSocket, text: string): void {
    if (this.isSilent || !text.startsWith('/')) return;
    const [word] = text.split(' ', 1);
    if (word === '/list') this.#reply(socket, this.#listing());
    else if (word !== '/join' && word !== '/create') {
      const valid = 'Valid messages are /create, /list, and /join.';
      this.#reply(socket, encodeFrames(`${word} is not a valid control message. ${valid}`));
    }
  }

  #listing(): Uint8Array {
    return Buffer.concat(this.channels.map((name) => encodeFrames(name)));
  }

  #reply(socket: WebSocket, bytes: Uint8Array): void {
    if (bytes.length === 0) socket.send(encodeFrames(''));
    for (let at = 0; at < bytes.length; at += this.cut) {
      socket.send(bytes.subarray(at, at + this.cut));
      if (this.cut === Infinity) break;
    }
  }
}
