import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { root } from './workspace.mjs';

const whose = createHash('sha256').update(`${process.getuid?.()} ${root}`).digest('hex');
const name = `chat-run-${whose.slice(0, 16)}`;
const onWindows = process.platform === 'win32';

/** A socket, since the system closes it when its process ends, however that ends. */
const door = onWindows ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);

/** Waits until the process that listens at the door has gone. */
async function wait() {
  const socket = connect(door).resume();
  try {
    await once(socket, 'connect');
  } catch {
    // Nobody is there: the process ended with no time to remove the file.
    if (!onWindows) rmSync(door, { force: true });
    return;
  }
  process.stderr.write('Waiting for another npm script that installs or builds here.\n');
  await once(socket, 'close');
}

/**
 * Runs what no two processes may do at the same time in this workspace.
 *
 * @param {() => Promise<void>} work
 */
export async function alone(work) {
  const waiting = new Set();
  const server = createServer((socket) => waiting.add(socket.on('error', () => undefined)));
  for (;;) {
    try {
      await once(server.listen(door), 'listening');
      break;
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
      await wait();
    }
  }
  process.on('exit', () => server.close());
  await work();
  server.close();
  for (const socket of waiting) socket.destroy();
}
