import { wires } from '../wires';
import { type Answer, type Job, type Report } from './job';
import { measureIdle } from './idle';
import { pace } from './pace';
import { Population } from './population';
import { saturate } from './saturate';
import { watchForStall } from './stall-watch';

/** The part of the saturating rate at which latency is measured. */
const LOAD = 0.5;

/*
 * The load generator: a process of its own, which is sent one job, answers it, and ends.
 */

async function measure(population: Population, job: Job): Promise<Report> {
  await population.gather();
  const idleBytes = job.scenario.idle > 0 ? await measureIdle(population, job) : undefined;
  const measurement = await saturate(population, job);
  const saturating = measurement.messages / measurement.wallSeconds;
  const latency = await pace(population, job.rate ?? LOAD * saturating, job.seconds);
  return { ...measurement, latency, ...(idleBytes !== undefined && { idleBytes }) };
}

async function work(job: Job): Promise<Report> {
  return new Promise((resolve, reject) => {
    const population = new Population(wires[job.wire], job.scenario, job.port, reject);
    const watch = watchForStall(population, reject);
    measure(population, job)
      .finally(() => {
        clearInterval(watch);
      })
      .then(resolve, reject);
  });
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
