import { setTimeout as delay } from 'node:timers/promises';
import { SystemProcesses } from '../measure/processes';
import { usedSince } from '../measure/used';
import { runOnce } from '../one-run';
import { type Peer } from '../peers';
import { chat } from '../peers/chat';
import { several } from '../peers/peer';
import { RunningSystem } from '../running-system';
import { type Load, type Sample } from './costs';

/** Microseconds of a second. */
const MICROSECONDS = 1e6;

/** Milliseconds after which a server has done what it does when it starts. */
const REST = 2000;

/** So many servers, joined by a broker; one stands alone. */
export function servers(count: number): Peer {
  const [peer = chat] = count === 1 ? [] : several(count, chat);
  return peer;
}

/** What servers take for a load. */
export async function underLoad(load: Load, count: number, seconds: number): Promise<Sample> {
  const { members, channels, senders, rate } = load;
  const scenario = { ...load, inFlight: senders, idle: 0, rated: true } as const;
  const options = { seconds, rates: [rate], seed: 1 };
  const { steps } = await runOnce(servers(count), scenario, options);
  const [step] = steps;
  if (step === undefined || step.end === 'behind') {
    throw new Error(`${count} servers cannot keep up with ${load.name}`);
  }
  const { wallSeconds, deliveries, serverCpuSeconds, brokerCpuSeconds } = step;
  const each = (cpuSeconds: number): number => (MICROSECONDS * cpuSeconds) / wallSeconds;
  return {
    rate: deliveries / (members / channels - 1) / wallSeconds,
    servers: serverCpuSeconds.map(each),
    broker: each(brokerCpuSeconds),
  };
}

/** Microseconds that a server takes for a second in which nothing happens. */
export async function standing(count: number, seconds: number): Promise<number> {
  const system = await RunningSystem.start(servers(count));
  try {
    const processes = await SystemProcesses.of({ servers: system.servers });
    await delay(REST);
    const before = await processes.used();
    await delay(1000 * seconds);
    const { cpuSeconds } = usedSince(before, await processes.used());
    return (MICROSECONDS * cpuSeconds) / seconds / count;
  } finally {
    await system.stop();
  }
}
