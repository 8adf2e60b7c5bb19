import { type Measurement, type Step } from '../load/job';
import { type Run } from '../one-run';
import { scenarios, type Scenario } from '../scenarios';
import { type Series } from '../series';

/** What a system did in a second, at a cost of so many CPU seconds for a million deliveries. */
function measurement(cost: number): Measurement {
  return {
    deliveries: 1_000_000,
    cpuSeconds: cost,
    serverCpuSeconds: [cost],
    brokerCpuSeconds: 0,
    wallSeconds: 1,
    generator: 0.25,
  };
}

export function step(rate: number, cost: number, end?: Step['end']): Step {
  const latency = { p50: 0.5, p99: 1.25, p999: 10 };
  return { ...measurement(cost), rate, latency, ...(end !== undefined && { end }) };
}

export function run(cost: number, steps: readonly Step[] = [], rest: Partial<Run> = {}): Run {
  return { closed: measurement(cost), steps, startupMs: 50, ...rest };
}

export function series(system: string, ...runs: Run[]): Series {
  return { system, runs };
}

/** A system whose closed loop had these costs, round by round. */
export function costing(system: string, ...costs: number[]): Series {
  return series(system, ...costs.map((cost) => run(cost)));
}

export function scenario(name: string): Scenario {
  const found = scenarios.find((one) => one.name === name);
  if (found === undefined) throw new TypeError(`There is no scenario ${name}`);
  return found;
}
