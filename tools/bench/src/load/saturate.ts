import { setTimeout as delay } from 'node:timers/promises';
import { processTree, usage } from '../measure/processes';
import { Fault } from './fault';
import { type Job, type Measurement } from './job';
import { type Load } from './load';

/** Milliseconds between two looks at what the server has used. */
const LOOK = 20;

/** The part of the measured CPU time that the server works before, to become warm. */
const WARM_UP = 0.25;

/** Milliseconds that a measurement of so many CPU seconds may take, on a machine that does much else. */
function patience(seconds: number): number {
  return 30_000 * (1 + seconds);
}

interface Mark {
  readonly cpuSeconds: number;
  readonly received: number;
  readonly done: number;
  readonly time: number;
}

/** Keeps a server busy, and measures what it uses for that. */
export async function saturate(load: Load, { pid, seconds }: Job): Promise<Measurement> {
  const pids = await processTree(pid);
  const look = async (): Promise<Mark> => {
    const { cpuSeconds } = await usage(pids);
    return {
      cpuSeconds,
      received: load.received,
      done: load.done,
      time: performance.now(),
    };
  };
  const begin = await look();
  load.start();
  const warm = await worked(look, begin, WARM_UP * seconds);
  const end = await worked(look, warm, seconds);
  await load.stop();
  return {
    deliveries: end.received - warm.received,
    messages: end.done - warm.done,
    cpuSeconds: end.cpuSeconds - warm.cpuSeconds,
    wallSeconds: (end.time - warm.time) / 1000,
  };
}

/** Waits until the server has worked for so many CPU seconds. */
async function worked(look: () => Promise<Mark>, since: Mark, seconds: number): Promise<Mark> {
  for (;;) {
    await delay(LOOK);
    const now = await look();
    const used = now.cpuSeconds - since.cpuSeconds;
    if (used >= seconds) return now;
    if (now.time - since.time > patience(seconds)) {
      throw new Fault(
        `in ${patience(seconds) / 1000} s the server used ${used} CPU seconds, not ${seconds}`,
      );
    }
  }
}
