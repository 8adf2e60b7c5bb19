import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Trace } from '../trace';
import { PATIENCE, until } from '../until';
import { Mismatch } from '../mismatch';
import { Connection } from './connection';

/** The server a client under test connects to: it does only what the check tells it. */
export class LoopbackServer extends EventEmitter {
  private readonly accepted: Connection[] = [];
  private readonly waiting: Connection[] = [];
  /** Kept from the start: a connection comes from outside, and of no check. */
  private readonly trace = Trace.current;

  private constructor(private readonly server: Server) {
    super();
    server.on('connection', (socket) => {
      const connection = new Connection(socket, this.trace);
      this.accepted.push(connection);
      this.waiting.push(connection);
      this.emit('change');
    });
  }

  static async listen(): Promise<LoopbackServer> {
    // Half-open, so that the check and not Node decides when the server's side ends.
    const server = createServer({ allowHalfOpen: true });
    const loopback = new LoopbackServer(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return loopback;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The next client's connection. */
  async accept(limit = PATIENCE): Promise<Connection> {
    return until(
      this,
      () => this.waiting.shift(),
      () =>
        new Mismatch(
          'The client did not connect',
          `a connection to 127.0.0.1:${this.port}`,
          this.accepted.length === 0 ? 'none' : 'no other',
        ),
      limit,
    );
  }

  async close(): Promise<void> {
    for (const connection of this.accepted) connection.destroy();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = await LoopbackServer.listen();
  const { port } = server;
  await server.close();
  return port;
}
