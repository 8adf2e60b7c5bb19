import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { adopt, end } from './children';
import { type Answer, type Job, type Report } from './load/job';
import { type Peer } from './peers/peer';
import { RunningSystem } from './running-system';
import { type Scenario } from './scenarios';

/** Connections that a server lets wait until it accepts them, if it does not say otherwise. */
const BACKLOG = 100;

/** Seconds that a run may take in all, beside those that grow with what is measured. */
const LIMIT = 120;
const LIMIT_PER_SECOND = 60;

export interface Run extends Report {
  readonly startupMs: number;
}

export interface RunOptions {
  /** CPU seconds of each server that the closed loop lasts, and seconds that each rate does. */
  readonly seconds: number;
  /** Messages per second, one rate behind the other, ascending. */
  readonly rates: readonly number[];
  /** What the random numbers are drawn from. */
  readonly seed: number;
}

/** Starts a system, loads it from another process, and stops both. */
export async function runOnce(peer: Peer, scenario: Scenario, options: RunOptions): Promise<Run> {
  const system = await RunningSystem.start(peer);
  try {
    const { wire, plain, backlog = BACKLOG } = peer;
    const job: Job = {
      wire,
      secure: plain !== undefined,
      servers: system.servers.map(({ port, pid }) => ({ port, pid })),
      ...(system.broker !== undefined && { broker: system.broker.pid }),
      backlog,
      scenario,
      seconds: options.seconds,
      rates: options.rates,
      seed: options.seed,
    };
    return { ...(await load(job)), startupMs: system.startupMs };
  } finally {
    await system.stop();
  }
}

async function load(job: Job): Promise<Report> {
  const generator = adopt(
    fork(join(__dirname, 'generator.js'), { detached: true, stdio: ['ignore', 2, 2, 'ipc'] }),
  );
  try {
    generator.send(job);
    const answered = once(generator, 'message') as Promise<[Answer]>;
    const ended = once(generator, 'exit').then(([status]) => {
      throw new Error(`the load generator has ended (${String(status)})`);
    });
    ended.catch(() => undefined);
    const limit = LIMIT + LIMIT_PER_SECOND * job.seconds;
    const late = delay(1000 * limit, undefined, { ref: false }).then(() => {
      throw new Error(`the load could not be brought to an end within ${limit} s`);
    });
    late.catch(() => undefined);
    const [answer] = await Promise.race([answered, ended, late]);
    if ('fault' in answer) throw new Error(answer.fault);
    return answer.report;
  } finally {
    await end(generator);
  }
}
