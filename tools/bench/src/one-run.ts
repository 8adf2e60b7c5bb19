import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { adopt, end } from './children';
import { type Answer, type Job, type Measurement } from './load/job';
import { type Peer } from './peers/peer';
import { RunningServer } from './running-server';
import { type Scenario } from './scenarios';

export interface Run extends Measurement {
  readonly startupMs: number;
}

/** Starts a server, loads it from another process, and stops both. */
export async function runOnce(peer: Peer, scenario: Scenario, seconds: number): Promise<Run> {
  const server = await RunningServer.start(peer);
  try {
    const { port, pid, startupMs } = server;
    const job: Job = { wire: peer.wire, port, pid, scenario, seconds };
    return { ...(await load(job)), startupMs };
  } finally {
    await server.stop();
  }
}

async function load(job: Job): Promise<Measurement> {
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
    const [answer] = await Promise.race([answered, ended]);
    if ('fault' in answer) throw new Error(answer.fault);
    return answer.measurement;
  } finally {
    await end(generator);
  }
}
