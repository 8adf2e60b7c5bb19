import { wires } from '../wires';
import { type Answer, type Job, type Measurement } from './job';
import { Population } from './population';
import { saturate } from './saturate';
import { watchForStall } from './stall-watch';

/*
 * The load generator: a process of its own, which is sent one job, answers it, and ends.
 */

async function work(job: Job): Promise<Measurement> {
  return new Promise((resolve, reject) => {
    const population = new Population(wires[job.wire], job.scenario, job.port, reject);
    const watch = watchForStall(population, reject);
    population
      .gather()
      .then(() => saturate(population, job))
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
    (measurement) => {
      answer({ measurement });
    },
    (error: unknown) => {
      answer({ fault: error instanceof Error ? error.message : String(error) });
    },
  );
});
// The bench is gone, and needs no answer.
process.once('disconnect', () => process.exit());
