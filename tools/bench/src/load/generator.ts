import { SystemProcesses } from '../measure/processes';
import { Storm } from '../storm/storm';
import { wires, type Wire } from '../wires';
import { ClosedLoop } from './closed-loop';
import { measureIdle } from './idle';
import { type Answer, type Job, type Report } from './job';
import { type Load } from './load';
import { addIdle, doorTo, gather, type Door, type Member } from './members';
import { measureRates } from './open-loop';
import { Population } from './population';
import { saturate } from './saturate';
import { watchForStall } from './stall-watch';

/*
 * The load generator: a process of its own, which is sent one job, answers it, and ends.
 */

/** Works at a job; whatever goes wrong on a connection ends it. */
async function work(job: Job): Promise<Report> {
  const wire: Wire = wires[job.wire];
  const { scenario, seconds, seed } = job;
  const system = await SystemProcesses.of(job);
  return new Promise((resolve, reject) => {
    const door = doorTo(job, reject);
    gather(wire, scenario, door)
      .then((members) =>
        scenario.roaming
          ? watched(new Storm(members, scenario, seed), reject, async (storm) => ({
              closed: await saturate(storm, system, seconds),
              steps: [],
            }))
          : measure(members, wire, system, job, door, reject),
      )
      .then(resolve, reject);
  });
}

async function measure(
  members: readonly Member[],
  wire: Wire,
  system: SystemProcesses,
  job: Job,
  door: Door,
  onFault: (error: Error) => void,
): Promise<Report> {
  const { scenario, seconds } = job;
  const population = await Population.of(members, wire, scenario, door);
  const { idle, inFlight, burst, rated } = scenario;
  const idleBytes =
    idle > 0 ? await measureIdle(system, idle, () => addIdle(wire, idle, door)) : undefined;
  const loop = new ClosedLoop(population, inFlight, burst === true);
  return watched(loop, onFault, async () => {
    const closed = await saturate(loop, system, seconds);
    const steps = rated ? await measureRates(population, system, job) : [];
    return { closed, steps, ...(idleBytes !== undefined && { idleBytes }) };
  });
}

async function watched<L extends Load, T>(
  load: L,
  onFault: (error: Error) => void,
  body: (load: L) => Promise<T>,
): Promise<T> {
  const watch = watchForStall(load, onFault);
  try {
    return await body(load);
  } finally {
    clearInterval(watch);
  }
}

function answer(content: Answer): void {
  process.send?.(content, () => process.exit());
}

process.once('message', (job: Job) => {
  work(job).then(
    (report) => {
      answer({ report });
    },
    (error: unknown) => {
      answer({ fault: error instanceof Error ? error.message : String(error) });
    },
  );
});
// The bench is gone, and needs no answer.
process.once('disconnect', () => process.exit());
