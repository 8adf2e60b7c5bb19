import { transformSync } from '@swc/core';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { tied } from './tie';

const { code: TIE } = transformSync(readFileSync(join(__dirname, 'tie.ts'), 'utf8'), {
  jsc: { parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
});

/** Starts a program of Node with the first argument as its `detached`, tied. */
const PARENT = `${TIE};
  const [detached, ...args] = process.argv.slice(1);
  tied(_nodechild_process.spawn(process.execPath, args, { detached: detached === 'true', stdio: 'ignore' }));
  setInterval(() => undefined, 60_000);
`;

/** Calls us, and stays. */
const CALLER = `require('net').connect(process.argv[1], '127.0.0.1').resume()`;

/** Starts another that calls us, and stays. */
const STARTER = `
  require('child_process').spawn(process.execPath, ['-e', ...process.argv.slice(1)], { stdio: 'ignore' });
  setInterval(() => undefined, 60_000);
`;

const server = createServer();
const started: ChildProcess[] = [];

beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => server.close());
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** Runs Node until somebody that it has started calls us. */
async function calledBy(...args: readonly string[]): Promise<[ChildProcess, Socket]> {
  const { port } = server.address() as AddressInfo;
  const called = once(server, 'connection') as Promise<[Socket]>;
  const child = spawn(process.execPath, [...args, String(port)], { stdio: 'ignore' });
  started.push(child);
  const [socket] = await called;
  socket.on('error', () => undefined).resume();
  return [child, socket];
}

async function closed(socket: Socket): Promise<void> {
  if (!socket.closed) await once(socket, 'close');
}

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a child ends with a parent that %s ends',
  async (by) => {
    const [parent, socket] = await calledBy('-e', PARENT, 'false', '-e', CALLER);
    parent.kill(by);
    await closed(socket);
  },
);

test('what leads a group ends with all of it', async () => {
  const [parent, socket] = await calledBy('-e', PARENT, 'true', '-e', STARTER, CALLER);
  parent.kill('SIGKILL');
  await closed(socket);
});

test('a child that stands still ends, too', async () => {
  const [parent, socket] = await calledBy(
    '-e',
    PARENT,
    'false',
    '-e',
    `${CALLER}.on('connect', () => process.kill(process.pid, 'SIGSTOP'))`,
  );
  parent.kill('SIGKILL');
  await closed(socket);
});

test('who watches ends with whom it watches', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  const before = await shells();
  tied(child);
  expect(await shells()).toBe(before + 1);
  child.stdin.end();
  while ((await shells()) > before) await delay(1);
});

test('what cannot be started is nothing to be tied', async () => {
  const child = tied(spawn('/nowhere/nothing'));
  await expect(once(child, 'spawn')).rejects.toThrow('ENOENT');
});

/** How many shells this process has as its children. */
async function shells(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,args=']);
  return stdout.split('\n').filter((line) => line.trim().startsWith(`${process.pid} sh -c`)).length;
}
