import { markdownTable } from 'markdown-table';
import { type Scenario } from '../scenarios';
import { type Latency } from '../load/job';
import { type Run } from '../one-run';
import { type Series } from '../series';
import { figure, spreadFigures } from './figures';
import { type Results } from './results';
import { rates, ratio, spread } from './summary';

const MEGA = 1e6;
const KILO = 1e3;

const NONE = '–';

/** Everything as Markdown: a table for each scenario, then what does not depend on it. */
export function allTables(results: Results): string {
  const measured = results.scenarios.filter(({ series }) => series.length > 0);
  const parts = [
    ...measured.map(({ scenario, series }) => scenarioTable(scenario, series)),
    ratioTable(measured),
    processTable(measured),
    missingList(results),
    measured.length > 0 ? conditions(results) : '',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** What all systems did in one scenario; the first is what the others stand beside. */
export function scenarioTable(scenario: Scenario, series: readonly Series[]): string {
  const [first] = series;
  const rows = series.map((one) => {
    if (one.fault !== undefined) return [one.system, 'failed'];
    const latency = (of: keyof Latency, unit = 1): string =>
      middle(one, (run) => run.latency?.[of], unit);
    return [
      one.system,
      spreadFigures(spread(rates(one).map((rate) => rate / MEGA))),
      times(first, one) ?? '',
      middle(one, (run) => run.deliveries / run.wallSeconds, MEGA),
      ...[latency('rate', KILO), latency('p50'), latency('p99'), latency('p999')],
    ];
  });
  const head = [
    ...['system', 'M/CPU-s', `${first?.system ?? ''} does`, 'M/s'],
    ...['paced k/s', 'p50 ms', 'p99 ms', 'p99.9 ms'],
  ];
  const faults = series.flatMap(({ system, fault }) =>
    fault === undefined ? [] : `\nFailed: ${system}: ${fault}.\n`,
  );
  return `### ${scenario.name}\n\n${about(scenario)}\n\n${table(head, rows)}\n${faults.join('')}`;
}

/** The median of what some runs have. */
function middle({ runs }: Series, pick: (run: Run) => number | undefined, unit: number): string {
  const values = runs.flatMap((run) => pick(run) ?? []);
  return values.length === 0 ? NONE : figure(spread(values).median / unit);
}

function about({ members, channels, senders, inFlight, idle, roaming }: Scenario): string {
  if (roaming) {
    return `${members} members that talk, and go from one of ${channels} channels to another, at random.`;
  }
  const people = `${members} members in ${channels === 1 ? 'one channel' : `${channels} channels`}`;
  const talk = `${senders === 1 ? 'one talks' : `${senders} talk`}, ${inFlight} in flight`;
  return `${people}, ${talk}${idle > 0 ? `, ${idle} idle connections beside them` : ''}.`;
}

/** How much more the first system does than each other, in every scenario. */
function ratioTable(scenarios: Results['scenarios']): string {
  const [first, ...others] = scenarios[0]?.series ?? [];
  if (first === undefined || others.length === 0) return '';
  const rows = scenarios.map(({ scenario, series }) => [
    scenario.name,
    ...others.map(({ system }) => {
      const other = series.find((one) => one.system === system);
      return (other && times(series[0], other)) ?? NONE;
    }),
  ]);
  const head = ['scenario', ...others.map(({ system }) => system)];
  return `### What ${first.system} does for each delivery of another\n\n${table(head, rows)}\n`;
}

/** Startup, and memory for each idle connection. */
function processTable(scenarios: Results['scenarios']): string {
  const all = scenarios.flatMap(({ series }) => series);
  const rows = [...new Set(all.map(({ system }) => system))].flatMap((system) => {
    const runs = all.filter((one) => one.system === system).flatMap((one) => one.runs);
    if (runs.length === 0) return [];
    const idle = runs.flatMap(({ idleBytes }) => idleBytes ?? []).map((bytes) => bytes / KILO);
    const startup = spread(runs.map(({ startupMs }) => startupMs));
    return [[system, spreadFigures(startup), idle.length > 0 ? spreadFigures(spread(idle)) : NONE]];
  });
  const head = ['system', 'ms until it listens', 'kB resident per idle connection'];
  if (rows.length === 0) return '';
  return `### Startup and memory\n\n${table(head, rows)}\n`;
}

function missingList({ missing }: Results): string {
  return missing.map(({ system, why }) => `Not measured: ${system}, ${why}.\n`).join('');
}

/** What the columns mean, and where the figures come from. */
function conditions({ machine, date, rounds, seconds }: Results): string {
  return (
    `M/CPU-s: million deliveries per CPU second of the server, and M/s per second, when it is ` +
    `saturated. Paced k/s: thousand messages per second during which the time to each delivery is ` +
    `measured. Medians of ${rounds} runs (least–most), at least ${seconds} CPU seconds each. ` +
    `${date.slice(0, 10)}, ${machine}.\n`
  );
}

function times(first: Series | undefined, other: Series): string | undefined {
  const factor = first === undefined || first === other ? undefined : ratio(first, other);
  return factor === undefined ? undefined : `${figure(factor)} ×`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const align = head.map((_, column) => (column === 0 ? 'l' : 'r'));
  return markdownTable([head, ...rows], { align });
}
