import { markdownTable } from 'markdown-table';
import { type Scenario } from '../scenarios';
import { type Series } from '../series';
import { rates, ratio, spread } from './summary';

const MEGA = 1e6;

/** What all systems did in one scenario, as Markdown; the first is what the others stand beside. */
export function scenarioTable(scenario: Scenario, series: readonly Series[]): string {
  const [first] = series;
  const rows = series.map((one) => {
    if (one.fault !== undefined) return [one.system, `failed: ${one.fault}`];
    const { median, min, max } = spread(rates(one));
    const wall = spread(one.runs.map(({ deliveries, wallSeconds }) => deliveries / wallSeconds));
    const better = first && one !== first ? ratio(first, one) : undefined;
    return [
      one.system,
      mega(median),
      `${mega(min)}–${mega(max)}`,
      better === undefined ? '' : `${figure(better)} ×`,
      mega(wall.median),
    ];
  });
  const head = ['system', 'M per CPU-s', 'spread', `${first?.system ?? ''} does`, 'M per s'];
  const table = markdownTable([head, ...rows], { align: ['l', 'r', 'r', 'r', 'r'] });
  return `### ${scenario.name}\n\n${table}\n`;
}

function mega(value: number): string {
  return figure(value / MEGA);
}

/** Three significant digits. */
function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
