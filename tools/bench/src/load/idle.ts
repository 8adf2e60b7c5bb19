import { setTimeout as delay } from 'node:timers/promises';
import { type ServerProcesses } from '../measure/processes';

/** Milliseconds after which a server that has nothing to do has done what it put off. */
const REST = 500;

/** How much the server's resident memory grows with each connection that is added, in bytes. */
export async function measureIdle(
  server: ServerProcesses,
  count: number,
  add: () => Promise<void>,
): Promise<number> {
  await delay(REST);
  const before = await server.residentBytes();
  await add();
  await delay(REST);
  return ((await server.residentBytes()) - before) / count;
}
