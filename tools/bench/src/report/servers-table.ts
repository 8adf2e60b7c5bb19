import { type Measurement, type Step } from '../load/job';
import { type Series } from '../series';
import { figuresOf, standing, type Case } from './cases';
import { NONE, spreadFigures } from './figures';
import { caseName } from './overview';
import { costs, pairwise, ratios, spread } from './summary';
import { table } from './table';

const MILLION = 1e6;

/**
 * What it costs that servers are joined, beside one that is not: nothing is left to the noise, which the best
 * and the worst tell.
 */
export function serversTable(cases: readonly Case[]): string {
  const rows = cases.flatMap((one) =>
    one.series.flatMap((joined) => {
      const alone = one.series.find(({ system }) => system === joined.alone);
      return alone === undefined || !bothMeasured(one, joined, alone)
        ? []
        : [row(one, joined, alone)];
    }),
  );
  if (rows.length === 0) return '';
  const head = [
    ...['case', 'CPU-s/M', 'deliveries per CPU second, beside one'],
    ...['broker CPU-s/M', 'added p50 ms'],
  ];
  return table(head, rows);
}

function bothMeasured(one: Case, ...both: readonly Series[]): boolean {
  return both.every((series) => standing(one, series) === 'measured');
}

function row(one: Case, joined: Series, alone: Series): string[] {
  const added = pairwise(one, joined, alone, (figures, against) =>
    'latency' in figures && 'latency' in against ? [figures.latency.p50 - against.latency.p50] : [],
  ).flat();
  return [
    `${caseName(one)}: ${joined.system}`,
    spreadFigures(spread(costs(one, joined))),
    spreadFigures(spread(ratios(one, alone, joined))),
    spreadFigures(spread(brokerCosts(one, joined))),
    added.length === 0 ? NONE : spreadFigures(spread(added)),
  ];
}

/** CPU seconds of what joins the servers for a million deliveries, run by run. */
function brokerCosts(one: Case, series: Series): number[] {
  const cost = ({ brokerCpuSeconds, deliveries }: Measurement | Step): number =>
    (MILLION * brokerCpuSeconds) / deliveries;
  return figuresOf(one, series).flatMap((figures) => (figures === undefined ? [] : cost(figures)));
}
