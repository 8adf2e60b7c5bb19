import { setTimeout as delay } from 'node:timers/promises';
import { processTree, usage } from '../measure/processes';
import { type Job } from './job';
import { type Population } from './population';

/** Milliseconds after which a server that has nothing to do has done what it put off. */
const REST = 500;

/** How much the server's resident memory grows with each idle connection, in bytes. */
export async function measureIdle(population: Population, job: Job): Promise<number> {
  const resident = async (): Promise<number> => {
    await delay(REST);
    return (await usage(await processTree(job.pid))).residentBytes;
  };
  const before = await resident();
  await population.addIdle();
  return ((await resident()) - before) / job.scenario.idle;
}
