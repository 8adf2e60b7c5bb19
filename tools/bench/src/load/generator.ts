import { Storm } from '../storm/storm';
import { wires, type Wire } from '../wires';
import { ClosedLoop } from './closed-loop';
import { measureIdle } from './idle';
import { type Answer, type Job, type Report } from './job';
import { type Load } from './load';
import { addIdle, connectTo, gather, type Connect, type Member } from './members';
import { pace } from './pace';
import { Population } from './population';
import { saturate } from './saturate';
import { watchForStall } from './stall-watch';

/*
 * The load generator: a process of its own, which is sent one job, answers it, and ends.
 */

/** The part of the saturating rate at which latency is measured. */
const PACED_LOAD = 0.5;

/** Works at a job; whatever goes wrong on a connection ends it. */
async function work(job: Job): Promise<Report> {
  const wire: Wire = wires[job.wire];
  return new Promise((resolve, reject) => {
    const connect = connectTo(job.port, reject);
    gather(wire, job.scenario, connect)
      .then((members) =>
        job.scenario.roaming
          ? watched(new Storm(members, job.scenario, job.seed), reject, (storm) =>
              saturate(storm, job),
            )
          : measure(members, wire, job, connect, reject),
      )
      .then(resolve, reject);
  });
}

async function measure(
  members: readonly Member[],
  wire: Wire,
  job: Job,
  connect: Connect,
  onFault: (error: Error) => void,
): Promise<Report> {
  const { scenario, pid, seconds } = job;
  const population = await Population.of(members, wire, scenario, connect);
  const { idle } = scenario;
  const idleBytes =
    idle > 0 ? await measureIdle(pid, idle, () => addIdle(wire, idle, connect)) : undefined;
  const loop = new ClosedLoop(population, scenario.inFlight);
  return watched(loop, onFault, async () => {
    const measurement = await saturate(loop, job);
    const rate = job.rate ?? (PACED_LOAD * measurement.messages) / measurement.wallSeconds;
    const latency = await pace(population, rate, seconds);
    return { ...measurement, latency, ...(idleBytes !== undefined && { idleBytes }) };
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
