import { createHistogram } from 'node:perf_hooks';
import { type Latency } from './job';
import { type Population } from './population';

/** How many more messages may be under way than when the server is saturated. */
const SLACK = 16;

/** How many times as long as it should the load takes at most, by a server that falls behind. */
const PATIENCE = 5;

const NANOSECONDS = 1e6;

/**
 * Loads the server at a steady rate, whether it keeps up or not, and measures how long it takes from
 * when a message should have been sent until a receiver has it: what waits to be sent because the
 * server is behind waits for the server.
 *
 * @param rate messages per second of all senders, who take turns
 */
export async function pace(
  population: Population,
  rate: number,
  seconds: number,
): Promise<Latency> {
  const { senders } = population;
  const latencies = createHistogram();
  for (const sender of senders) {
    sender.reserve(SLACK * sender.slots);
    sender.latencies = latencies;
  }
  await keepPace(population, rate / 1000, 1000 * seconds);
  await population.arrived();
  const milliseconds = (percentile: number): number =>
    latencies.percentile(percentile) / NANOSECONDS;
  return { rate, p50: milliseconds(50), p99: milliseconds(99), p999: milliseconds(99.9) };
}

/**
 * Once per turn of the event loop, without rest, sends what is due by then.
 *
 * @param rate messages per millisecond
 */
function keepPace({ senders }: Population, rate: number, duration: number): Promise<void> {
  const start = performance.now();
  const interval = senders.length / rate;
  const paced = new Array<number>(senders.length).fill(0);
  return new Promise((resolve) => {
    const turn = (): void => {
      const now = performance.now() - start;
      let behind = false;
      for (const [place, sender] of senders.entries()) {
        const already = paced[place] ?? 0;
        const first = place / rate + already * interval;
        const due = Math.floor((Math.min(now, duration) - first) / interval) + 1;
        const count = Math.min(due, sender.slots - (sender.sent - sender.done));
        behind ||= count < due;
        if (count <= 0) continue;
        sender.send(count, start + first, interval);
        paced[place] = already + count;
      }
      if (now < (behind ? PATIENCE : 1) * duration) setImmediate(turn);
      else resolve();
    };
    turn();
  });
}
