import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { endOf, type Exit } from '../../running/program';
import { type Tls } from '../../running/tls';
import { Reading } from '../../roots/reading';
import { Trace } from '../../report/trace';
import { START_PATIENCE } from '../../running/patience';
import { until } from '../../running/until';
import { Mismatch } from '../../report/mismatch';
import { Connection } from './connection';

/** The server a client under test connects to: it does only what the check tells it. */
export class LoopbackServer extends EventEmitter {
  private readonly sockets: Socket[] = [];
  private readonly waiting: Connection[] = [];
  /** Kept from the start: a connection comes from outside, and of no check. */
  private readonly trace = Trace.current;
  private readonly reading = Reading.current;

  private constructor(
    private readonly server: Server,
    tls?: Tls,
  ) {
    super();
    server.on('connection', (socket) => {
      this.sockets.push(socket);
      const ready = (stream: Socket): void => {
        this.waiting.push(new Connection(stream, this.trace, this.reading));
        this.emit('change');
      };
      if (tls === undefined) ready(socket);
      else tls.answer(socket, ready);
    });
  }

  static async listen(tls?: Tls): Promise<LoopbackServer> {
    // Half-open, so that the check and not Node decides when the server's side ends.
    const server = createServer({ allowHalfOpen: true });
    const loopback = new LoopbackServer(server, tls);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return loopback;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /**
   * The connection of a client.
   *
   * @param exited how the client ends: if it does before it connects, the wait is over
   */
  async accept(exited: Promise<Exit>): Promise<Connection> {
    const awaited = `a connection to 127.0.0.1:${this.port}`;
    const missing = (came: string): Mismatch =>
      new Mismatch('The client did not connect', awaited, came);
    let failure: Error | undefined;
    const fail = (error: Error): void => {
      failure = error;
      this.emit('change');
    };
    exited.then((exit) => {
      fail(missing(endOf(exit)));
    }, fail);
    const look = (): Connection | undefined => {
      const connection = this.waiting.shift();
      if (connection === undefined && failure !== undefined) throw failure;
      return connection;
    };
    return until(this, look, () => missing('nothing'), START_PATIENCE);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }
}
