import { setTimeout as delay } from 'node:timers/promises';
import { type SystemProcesses } from '../measure/processes';
import { usedSince, type Used } from '../measure/used';
import { Effort } from './effort';
import { Fault } from './fault';
import { type Measurement } from './job';
import { type Load } from './load';

/** Milliseconds between two looks at what the servers have used. */
const LOOK = 20;

/** CPU seconds that each server works before, to become warm; no longer than what is measured. */
const WARM_UP = 2;

/** Milliseconds that a measurement of so many CPU seconds may take, on a machine that does much else. */
function patience(seconds: number): number {
  return 30_000 * (1 + seconds);
}

/**
 * Keeps a system busy, and measures what it uses for that.
 *
 * @param seconds CPU seconds of each server, at least, if all have as much to do
 */
export async function saturate(
  load: Load,
  system: SystemProcesses,
  seconds: number,
): Promise<Measurement> {
  const begin = await system.used();
  load.start();
  const servers = begin.servers.length;
  const warm = await worked(system, begin, servers * Math.min(WARM_UP, seconds));
  const received = load.received;
  const effort = new Effort();
  const end = await worked(system, warm, servers * seconds);
  const measurement = {
    deliveries: load.received - received,
    ...usedSince(warm, end),
    wallSeconds: effort.wallSeconds,
    generator: effort.share(),
  };
  await load.stop();
  return measurement;
}

/** Waits until the servers have worked for so many CPU seconds since they had used so much. */
async function worked(system: SystemProcesses, since: Used, seconds: number): Promise<Used> {
  const start = performance.now();
  for (;;) {
    await delay(LOOK);
    const now = await system.used();
    const { cpuSeconds } = usedSince(since, now);
    if (cpuSeconds >= seconds) return now;
    if (performance.now() - start > patience(seconds)) {
      throw new Fault(
        `in ${patience(seconds) / 1000} s the servers used ${cpuSeconds} CPU seconds, not ${seconds}`,
      );
    }
  }
}
