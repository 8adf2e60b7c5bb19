import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ModelServer, type Kind } from './model-server';

const workspace = join(__dirname, '../../../..');

/** Milliseconds between two attempts to reach a server that is starting, and the most that one takes. */
const ATTEMPT = 20;
const STARTUP = 10_000;

/** A server that a test talks to. */
export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Our server, built. */
export const OURS = ['node', 'apps/server/dist/main.js', '{port}'];
/** A small one, in another language. */
export const PYTHON = ['python3', 'tools/conformance/fixtures/python/server.py', '{port}'];
/** A third, with one fault, or `none`. */
export function mutant(name: string): string[] {
  return ['node', 'tools/conformance/src/mutants/run-server.mjs', name, '{port}'];
}

/** Runs a program on a free port, until it listens. */
export async function run(command: readonly string[]): Promise<RunningServer> {
  const port = await freePort();
  const [file = '', ...args] = command.map((word) => word.replace('{port}', String(port)));
  const child = spawn(file, args, { cwd: workspace, stdio: 'ignore' });
  const deadline = Date.now() + STARTUP;
  while (!(await listens(port))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`${command.join(' ')} fails`);
    await pause(ATTEMPT);
  }
  return { port, stop: () => stop(child) };
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

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
