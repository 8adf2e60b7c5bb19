import { accepts } from '@chat/loopback/accepts';
import { freePort } from '@chat/loopback/free-port';
import { Killable } from '@chat/loopback/killable';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { ModelServer, type Kind } from './model-server';

const workspace = join(__dirname, '../../../..');

/** A server that a test talks to. */
export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** A command line that wants a port at its end. */
export type Command = readonly [program: string, ...args: string[]];

/** Our server, built. */
export const OURS: Command = ['node', join(workspace, 'apps/server/dist/main.js')];
/** A small one, in another language. */
export const PYTHON: Command = [
  'python3',
  join(workspace, 'tools/conformance/fixtures/python/server.py'),
];
/** A third, with one fault, or `none`. */
export function mutant(name: string): Command {
  return ['node', join(workspace, 'tools/conformance/src/mutants/run-server.mjs'), name];
}

/** Runs a program on a free port, until it listens. */
export async function run(command: Command): Promise<RunningServer> {
  const port = await freePort();
  const program = new Killable([...command, String(port)]);
  program.begin();
  await program.until(() => accepts(port));
  return { port, stop: () => program.end('SIGKILL') };
}

/** A server inside the test, of the given kind, for clients that do not hear each other. */
export async function serve(kind: Kind): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const model = new ModelServer(kind);
    socket.on('data', (chunk) => {
      for (const frame of model.receive(chunk)) socket.write(frame);
    });
    socket.on('error', () => undefined);
  });
  const port = await listen(server);
  return {
    port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
