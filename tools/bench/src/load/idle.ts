import { setTimeout as delay } from 'node:timers/promises';
import { processTree, usage } from '../measure/processes';

/** Milliseconds after which a server that has nothing to do has done what it put off. */
const REST = 500;

/** How much the server's resident memory grows with each connection that is added, in bytes. */
export async function measureIdle(
  pid: number,
  count: number,
  add: () => Promise<void>,
): Promise<number> {
  const before = await resident(pid);
  await add();
  return ((await resident(pid)) - before) / count;
}

async function resident(pid: number): Promise<number> {
  await delay(REST);
  return (await usage(await processTree(pid))).residentBytes;
}
