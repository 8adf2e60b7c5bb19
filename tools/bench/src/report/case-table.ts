import { type Latency, type Measurement, type Step } from '../load/job';
import { type Series } from '../series';
import { figuresOf, standing, type Case, type Standing } from './cases';
import { figure, partFigures, percent, spreadFigures, times } from './figures';
import { compare, costs, LIMIT, noise, ofTheLimit, spread } from './summary';
import { table } from './table';

const MEGA = 1e6;

const WHY: Readonly<Record<Exclude<Standing, 'measured' | 'absent'>, string>> = {
  failed: 'failed',
  behind: 'falls behind',
  busy: 'generator too busy',
};

/** What all systems did in one case, and how large the noise was. */
export function caseTable(one: Case): string {
  const [first] = one.series;
  const rows = one.series.flatMap((series) => {
    const how = standing(one, series);
    if (how === 'absent') return [];
    if (how !== 'measured') return [[series.system, WHY[how]]];
    return [
      [
        series.system,
        spreadFigures(spread(costs(one, series))),
        first === undefined || first === series ? '' : times(compare(one, series, first)),
        ...(one.rate === undefined ? [throughput(one, series)] : latencies(one, series)),
        percent(middle(one, series, ({ generator }) => generator)),
        series.system === LIMIT ? '' : partFigures(ofTheLimit(one, series)),
      ],
    ];
  });
  const head = [
    ...['system', 'CPU-s/M', `beside ${first?.system ?? ''}`],
    ...(one.rate === undefined ? ['M/s'] : ['p50 ms', 'p99 ms', 'p99.9 ms']),
    ...['generator', 'of the limit'],
  ];
  const least = noise(one);
  const margin =
    least === undefined
      ? 'The noise is not known, so nothing is compared.'
      : `Noise: ${percent(least - 1)}.`;
  return `${table(head, rows)}\n${margin}\n`;
}

function throughput(one: Case, series: Series): string {
  return figure(
    middle(one, series, ({ deliveries, wallSeconds }) => deliveries / wallSeconds) / MEGA,
  );
}

function latencies(one: Case, series: Series): string[] {
  return (['p50', 'p99', 'p999'] satisfies (keyof Latency)[]).map((which) =>
    figure(middle(one, series, (figures) => ('latency' in figures ? figures.latency[which] : NaN))),
  );
}

/** The median of something in the runs of a system. */
function middle(one: Case, series: Series, pick: (figures: Measurement | Step) => number): number {
  const all = figuresOf(one, series).filter((figures) => figures !== undefined);
  return spread(all.map(pick)).median;
}
