import { encodeFrames, FrameDecoder, frameText } from '@chat/framing';
import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A server's end of connections, by hand. */
export class TestServer extends EventEmitter {
  /** What was received, name frames too. */
  readonly received: string[] = [];
  readonly #server: Server;
  #socket: Socket | undefined;

  private constructor(server: Server) {
    super();
    this.#server = server;
    server.on('connection', (socket) => {
      this.#socket = socket;
      const decoder = new FrameDecoder();
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        this.received.push(...decoder.push(chunk).map(frameText));
        this.emit('change');
      });
    });
  }

  static async listen(port = 0): Promise<TestServer> {
    const server = createServer({ allowHalfOpen: true }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new TestServer(server);
  }

  get port(): string {
    return String((this.#server.address() as AddressInfo).port);
  }

  /** Waits until this has been received, and no more. */
  async receives(...texts: string[]): Promise<void> {
    while (this.received.length < texts.length) await once(this, 'change');
    expect(this.received).toEqual(texts);
  }

  say(...texts: string[]): void {
    for (const text of texts) this.#socket?.write(encodeFrames(text));
  }

  /** Ends the connection. */
  hangUp(): void {
    this.#socket?.end();
  }

  /** Ends the connection when the client has ended its side, which is no disconnection then. */
  async hangUpLast(): Promise<void> {
    if (this.#socket?.readableEnded === false) await once(this.#socket, 'end');
    this.hangUp();
  }

  close(): void {
    this.#socket?.destroy();
    this.#server.close();
  }
}
