import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tied } from '@chat/loopback/tie';

const running = new Set<ChildProcess>();

/** Takes care that a child, the leader of a process group, does not outlive this process. */
export function adopt(child: ChildProcess): ChildProcess {
  running.add(child);
  // Of a child that cannot be started, 'error' comes alone.
  for (const event of ['exit', 'error']) child.once(event, () => running.delete(child));
  return tied(child);
}

/** Ends a child and all that it has started, and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  const gone = once(child, 'exit');
  kill(child);
  await gone;
}

/** Ends all, with no waiting: for when this process is about to exit. */
export function killAll(): void {
  for (const child of running) kill(child);
}

function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Nothing of the group is left.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
