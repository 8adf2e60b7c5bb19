import { setTimeout as delay } from 'node:timers/promises';
import { type ServerProcesses } from '../measure/processes';
import { Effort } from './effort';
import { Fault } from './fault';
import { type Measurement } from './job';
import { type Load } from './load';

/** Milliseconds between two looks at what the server has used. */
const LOOK = 20;

/** CPU seconds that the server works before, to become warm; no longer than what is measured. */
const WARM_UP = 0.4;

/** Milliseconds that a measurement of so many CPU seconds may take, on a machine that does much else. */
function patience(seconds: number): number {
  return 30_000 * (1 + seconds);
}

/**
 * Keeps a server busy, and measures what it uses for that.
 *
 * @param seconds CPU seconds of the server, at least
 */
export async function saturate(
  load: Load,
  server: ServerProcesses,
  seconds: number,
): Promise<Measurement> {
  const begin = await server.cpuSeconds();
  load.start();
  const warm = await worked(server, begin, Math.min(WARM_UP, seconds));
  const received = load.received;
  const effort = new Effort();
  const end = await worked(server, warm, seconds);
  const measurement = {
    deliveries: load.received - received,
    cpuSeconds: end - warm,
    wallSeconds: effort.wallSeconds,
    generator: effort.share(),
  };
  await load.stop();
  return measurement;
}

/** Waits until the server has worked for so many CPU seconds since some count, and returns the count. */
async function worked(server: ServerProcesses, since: number, seconds: number): Promise<number> {
  const start = performance.now();
  for (;;) {
    await delay(LOOK);
    const now = await server.cpuSeconds();
    if (now - since >= seconds) return now;
    if (performance.now() - start > patience(seconds)) {
      throw new Fault(
        `in ${patience(seconds) / 1000} s the server used ${now - since} CPU seconds, not ${seconds}`,
      );
    }
  }
}
