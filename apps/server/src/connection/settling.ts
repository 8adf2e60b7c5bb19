import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import type { Connection } from './connection';

/**
 * Milliseconds without a byte after which everything that had been sent has been read: a system that
 * was short of room for it may take that long to bring the rest.
 */
const QUIET = 50;

/**
 * Waits until what was sent before the server stops has been handled, of all connections before any is
 * dismissed: so whoever was answered has been heard by all.
 *
 * @param open the connections, from which those that end are taken out
 * @param timeout milliseconds that a flooder has, and no more
 */
export async function settle(open: ReadonlySet<Connection>, timeout: number): Promise<void> {
  const end = performance.now() + timeout;
  let unsettled = [...open];
  for (const connection of unsettled) connection.hurry();
  while (unsettled.length > 0 && performance.now() < end) {
    await delay(QUIET / 10);
    await turn();
    const time = performance.now() - QUIET;
    unsettled = unsettled.filter(
      (connection) => open.has(connection) && !connection.quietSince(time),
    );
  }
  // What was handled last is delivered with the turn.
  await turn();
}
