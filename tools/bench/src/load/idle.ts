import { setTimeout as delay } from 'node:timers/promises';
import { type SystemProcesses } from '../measure/processes';

/** Milliseconds after which a server that has nothing to do has done what it put off. */
const REST = 500;

/** How much the servers' resident memory grows with each connection that is added, in bytes. */
export async function measureIdle(
  system: SystemProcesses,
  count: number,
  add: () => Promise<void>,
): Promise<number> {
  await delay(REST);
  const before = await system.residentBytes();
  await add();
  await delay(REST);
  return ((await system.residentBytes()) - before) / count;
}
