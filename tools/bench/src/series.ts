import { runOnce, type Run, type RunOptions } from './one-run';
import { type Peer } from './peers';
import { LEAST_ROUNDS } from './report/summary';
import { type Scenario } from './scenarios';

/** What one system did in one scenario, round by round. */
export interface Series {
  readonly system: string;
  /** The same system without encryption, if it is one with. */
  readonly plain?: string;
  /** One server of the same system that is not joined with others, if these are. */
  readonly alone?: string;
  readonly runs: Run[];
  /** Why it was given up. */
  fault?: string;
}

/** What all systems did in one scenario. */
export interface Measured {
  readonly scenario: Scenario;
  /** The first is what the others stand beside. */
  readonly series: readonly Series[];
  /** The first once more: how it differs from itself is the noise. */
  readonly twin: Series;
}

export interface Plan extends RunOptions {
  readonly systems: readonly Peer[];
  readonly rounds: number;
  readonly onProgress: (text: string) => void;
  /** Ends it with what there is. */
  readonly signal: AbortSignal;
}

/** One run to come. */
interface Turn {
  readonly label: string;
  readonly scenario: Scenario;
  readonly system: Peer;
  readonly series: Series;
}

/**
 * Measures all systems in all scenarios, one behind the other, again and again, so that what else the
 * machine does meets all of them. Every second round goes backwards.
 */
export async function measureAll(scenarios: readonly Scenario[], plan: Plan): Promise<Measured[]> {
  const measured: Measured[] = [];
  const turns: Turn[] = [];
  for (const scenario of scenarios) {
    const able = plan.systems.filter((system) => fits(system, scenario));
    const [first] = able;
    if (first === undefined) continue;
    const take = (system: Peer, label = system.name): Series => {
      const { name, plain, joined } = system;
      const series = {
        system: name,
        ...(plain !== undefined && { plain }),
        ...(joined !== undefined && { alone: joined.alone }),
        runs: [],
      };
      turns.push({ label: `${scenario.name}, ${label}`, scenario, system, series });
      return series;
    };
    const series = able.map((system) => take(system));
    // Behind all others: as far from the first as any of them.
    const twin =
      plan.rounds >= LEAST_ROUNDS
        ? take(first, `${first.name} again`)
        : { system: first.name, runs: [] };
    measured.push({ scenario, series, twin });
  }
  for (let round = 0; round < plan.rounds; round++) {
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) {
      if (turn.series.fault !== undefined) continue;
      plan.onProgress(`round ${round + 1} of ${plan.rounds}: ${turn.label}`);
      await takeTurn(turn, plan);
      if (plan.signal.aborted) return measured;
    }
  }
  return measured;
}

/**
 * Members roam as our protocol has it alone, and on one server: between several there is no order that
 * would say what each has to hear. Encryption is measured where messages have rates.
 */
function fits({ wire, plain, joined }: Peer, { roaming, rated }: Scenario): boolean {
  const roams = wire === 'chat' && (joined?.servers ?? 1) === 1;
  return (!roaming || roams) && (rated === true || plain === undefined);
}

async function takeTurn({ series, system, scenario }: Turn, plan: Plan): Promise<void> {
  try {
    series.runs.push(await runOnce(system, scenario, plan));
  } catch (error) {
    // What was ended by this program itself has done nothing wrong.
    if (!plan.signal.aborted) series.fault = (error as Error).message;
  }
}
