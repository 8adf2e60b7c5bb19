import { createHistogram } from 'node:perf_hooks';
import { type SystemProcesses } from '../measure/processes';
import { usedSince } from '../measure/used';
import { Arrivals } from './arrivals';
import { Effort } from './effort';
import { type Job, type Step } from './job';
import { type Population } from './population';
import { type Sender } from './sender';

/** Above this part of its core the generator's own delays would be measured. */
const BUSIEST = 0.7;

/** Seconds of a rate's messages that may be under way; what is due then waits to be sent, and is late. */
const UNDER_WAY = 0.25;

/** Messages of each sender that may be under way, at least. */
const FEWEST_SLOTS = 16;

/** Messages that are due at each rate, about, at least: at a low one that takes longer. */
const FEWEST_MESSAGES = 10;

/** By how much longer than it should, and by how many milliseconds, a rate may take of a server that keeps up. */
const SLACK = 1.1;
const SLACK_MS = 200;

/** Milliseconds of waiting that tell what waiting costs, and how often this is tried at each rate. */
const TRIAL = 10;
const TRIALS = 3;

const NANOSECONDS = 1e6;

/** Measures a server at one rate after another, until it falls behind, or the generator is too busy. */
export async function measureRates(
  population: Population,
  system: SystemProcesses,
  job: Job,
): Promise<Step[]> {
  const steps: Step[] = [];
  let turnCost = Infinity;
  for (const rate of job.rates) {
    // The least counts: at first it is not compiled, and other processes make it only seem dearer.
    for (let trial = 0; trial < TRIALS; trial++) {
      turnCost = Math.min(turnCost, await costOfTurn(population));
    }
    const step = await measureRate(population, system, job, rate, turnCost);
    steps.push(step);
    if (step.end !== undefined) break;
  }
  return steps;
}

/** CPU seconds of a turn of the event loop in which there is nothing to do. */
async function costOfTurn(population: Population): Promise<number> {
  const effort = new Effort();
  const { turns } = await keepPace(population, new Arrivals(0, 1, 0), TRIAL);
  return effort.cpuSeconds / turns;
}

async function measureRate(
  population: Population,
  system: SystemProcesses,
  { seconds, seed }: Job,
  rate: number,
  turnCost: number,
): Promise<Step> {
  const { senders } = population;
  const latencies = createHistogram();
  for (const sender of senders) {
    sender.reserve(Math.max(FEWEST_SLOTS, Math.ceil((UNDER_WAY * rate) / senders.length)));
    sender.latencies = latencies;
  }
  const duration = 1000 * Math.max(seconds, FEWEST_MESSAGES / rate);
  const arrivals = new Arrivals(rate / 1000, senders.length, seed + rate);
  const { received } = population;
  const before = await system.used();
  const effort = new Effort();
  const { turns, kept } = await keepPace(population, arrivals, duration);
  const generator = effort.share(turns * turnCost);
  const { wallSeconds } = effort;
  const used = usedSince(before, await system.used());
  const deliveries = population.received - received;
  await population.arrived();
  const milliseconds = (percentile: number): number =>
    latencies.percentile(percentile) / NANOSECONDS;
  const latency = { p50: milliseconds(50), p99: milliseconds(99), p999: milliseconds(99.9) };
  const end = !kept ? 'behind' : generator > BUSIEST ? 'busy' : undefined;
  const measurement = { rate, deliveries, ...used, wallSeconds, generator, latency };
  return { ...measurement, ...(end !== undefined && { end }) };
}

/** Those who are to talk. */
interface Crowd {
  readonly senders: readonly Pick<Sender, 'free' | 'send'>[];
  /** Messages that have reached all their receivers. */
  readonly done: number;
}

interface Pace {
  /** Turns of the event loop that it took. */
  readonly turns: number;
  /** Whether all that was due is delivered, in little more than the time in which it was due. */
  readonly kept: boolean;
}

/**
 * Sends each message when it is due, whether the server keeps up or not, in a write of its own; and
 * waits until all have all. It asks what there is without rest: no timer is as fine as the gaps are.
 *
 * A message that cannot be sent yet, since too much is under way, is late from when it was due.
 *
 * @param duration milliseconds in which messages are due
 */
export function keepPace(
  population: Crowd,
  arrivals: Arrivals,
  duration: number,
  clock: { now(): number } = performance,
): Promise<Pace> {
  const { senders } = population;
  const target = population.done;
  const start = clock.now();
  let sent = 0;
  let turns = 0;
  return new Promise((resolve) => {
    const turn = (): void => {
      turns++;
      const now = clock.now() - start;
      while (arrivals.due <= Math.min(now, duration)) {
        const sender = senders[arrivals.sender];
        if (sender === undefined || sender.free === 0) break;
        sender.send(1, start + arrivals.due);
        sent++;
        arrivals.advance();
      }
      const kept = arrivals.due > duration && population.done === target + sent;
      if (now >= duration && (kept || now > SLACK * duration + SLACK_MS)) resolve({ turns, kept });
      else setImmediate(turn);
    };
    turn();
  });
}
