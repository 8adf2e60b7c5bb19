import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Program } from '../../running/program';
import { type Tls } from '../../running/tls';

/** Listens with the shortest queue there is, accepts nobody, and goes on when it reads a byte. */
const LISTENER = `
  const [cert, key] = process.argv.slice(1).map((file) => require('node:fs').readFileSync(file));
  const server = require(cert ? 'node:tls' : 'node:net').createServer({ cert, key });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port));
    require('node:fs').readSync(0, Buffer.alloc(1));
  });`;

/** Connections that fill the queue of a server that accepts nobody, with some to spare. */
const QUEUE = 8;

/** A server whose queue of connections is full: a client's attempt neither succeeds nor fails. */
export class StalledServer {
  private constructor(
    private readonly program: Program,
    private readonly queue: readonly Socket[],
    readonly port: number,
  ) {}

  static async start(tls?: Tls): Promise<StalledServer> {
    const files = tls === undefined ? [] : [tls.files.cert, tls.files.key];
    const program = new Program([process.execPath, '-e', LISTENER, ...files]);
    if (program.process.stdout) await once(program.process.stdout, 'data');
    const port = Number(program.stdout.toString());
    const queue = Array.from({ length: QUEUE }, () => connect(port, '127.0.0.1'));
    for (const socket of queue) socket.on('error', () => undefined);
    await Promise.race(queue.map((socket) => once(socket, 'connect')));
    return new StalledServer(program, queue, port);
  }

  /** Accepts everybody from now on. */
  proceed(): void {
    this.program.process.stdin?.write('.');
  }

  async kill(): Promise<void> {
    for (const socket of this.queue) socket.destroy();
    await this.program.kill();
  }
}
