import { runOnce, type Run, type RunOptions } from './one-run';
import { type Peer } from './peers';
import { type Scenario } from './scenarios';

/** What one system did in one scenario, round by round. */
export interface Series {
  readonly system: string;
  readonly runs: Run[];
  /** Why it was given up. */
  fault?: string;
}

export interface Plan extends RunOptions {
  readonly systems: readonly Peer[];
  readonly rounds: number;
  readonly onProgress: (text: string) => void;
}

/**
 * Measures all systems in one scenario, one behind the other, again and again, so that what else the
 * machine does meets all of them. Every second round goes backwards.
 */
export async function measure(scenario: Scenario, plan: Plan): Promise<Series[]> {
  const able = plan.systems.filter(({ wire }) => !scenario.roaming || wire === 'chat');
  const series: Series[] = able.map(({ name }) => ({ system: name, runs: [] }));
  const pairs = able.map((system, index) => ({ system, index }));
  for (let round = 0; round < plan.rounds; round++) {
    for (const { system, index } of round % 2 === 0 ? pairs : pairs.toReversed()) {
      const own = series[index];
      if (own === undefined || own.fault !== undefined) continue;
      plan.onProgress(`${scenario.name}, round ${round + 1} of ${plan.rounds}: ${system.name}`);
      try {
        own.runs.push(await runOnce(system, scenario, plan));
      } catch (error) {
        own.fault = (error as Error).message;
      }
    }
  }
  return series;
}
