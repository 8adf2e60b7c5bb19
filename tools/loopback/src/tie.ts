import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Waits for the end of its input, which comes with that of whoever holds the other end, and ends a process then, and
 * the group that it leads.
 */
const WATCHER = 'read -r nothing; kill -s KILL -- "-$1"; kill -s KILL "$1"';

/**
 * Has a process end with this one, however this ends: neither SIGKILL nor the end of a test runner runs a handler here.
 *
 * @returns what ends that; to be called as soon as the process has ended, since its number may become another's
 */
export function tie(pid: number): () => void {
  const watcher = spawn('sh', ['-c', WATCHER, 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A group of its own: whatever ends ours leaves it alone.
    detached: true,
  });
  // Where there is no shell, nothing is watched.
  watcher.on('error', () => undefined);
  watcher.unref();
  (watcher.stdin as Socket | null)?.unref();
  return () => {
    watcher.kill('SIGKILL');
  };
}

/** Ties a child, as {@link tie} does, until it has ended. */
export function tied<Child extends ChildProcess>(child: Child): Child {
  if (child.pid !== undefined) child.once('exit', tie(child.pid));
  return child;
}
