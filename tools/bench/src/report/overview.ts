import { type Case } from './cases';
import { NONE, partFigures, percent, times } from './figures';
import { compare, LIMIT, noise, ofTheLimit, spread, type Comparison } from './summary';
import { table } from './table';

/** What a case is called in a table. */
export function caseName({ scenario, rate }: Case): string {
  return rate === undefined ? `${scenario.name}, closed loop` : `${scenario.name}, ${rate}/s`;
}

/**
 * What others cost beside the first system, in every case: a table, and the same in words. Nothing, if
 * nothing can be compared.
 */
export function overview(cases: readonly Case[]): string {
  const [first, ...others] = systemsOf(cases).filter((system) => system !== LIMIT);
  if (first === undefined || cases.every((one) => noise(one) === undefined)) return '';
  const rows = cases.flatMap((one) => {
    const [own] = one.series;
    const cells = [
      ...others.map((system) => times(besideFirst(one, system))),
      own === undefined ? NONE : partFigures(ofTheLimit(one, own)),
    ];
    return cells.every((cell) => cell === NONE) ? [] : [[caseName(one), ...cells]];
  });
  const head = ['case', ...others, `${first} of the limit`];
  const words = others.map((system) => inWords(cases, system, first)).join('');
  return [noiseInWords(cases, first), table(head, rows), words].filter(Boolean).join('\n');
}

function systemsOf(cases: readonly Case[]): string[] {
  return [...new Set(cases.flatMap(({ series }) => series.map(({ system }) => system)))];
}

function besideFirst(one: Case, system: string): Comparison | undefined {
  const [first] = one.series;
  const series = one.series.find((other) => other.system === system);
  return first && series && compare(one, series, first);
}

/** Where a system is cheaper, and where dearer, than the first: both as plainly. */
function inWords(cases: readonly Case[], system: string, first: string): string {
  const where = (like: (how: Comparison) => boolean): string => {
    const places = new Map<string, string[]>();
    for (const one of cases) {
      const how = besideFirst(one, system);
      if (how === undefined || !like(how)) continue;
      const { name } = one.scenario;
      const load = one.rate === undefined ? 'closed loop' : `${one.rate}/s`;
      places.set(name, [...(places.get(name) ?? []), load]);
    }
    return (
      [...places].map(([name, loads]) => `${name} (${loads.join(', ')})`).join(', ') || 'nowhere'
    );
  };
  return (
    `- **${system}** costs less than ${first}: ${where((how) => how !== 'same' && how < 1)}. ` +
    `More: ${where((how) => how !== 'same' && how > 1)}. ` +
    `No difference: ${where((how) => how === 'same')}.\n`
  );
}

/** How far the first system is from itself, in the middle of all cases, and where it is most. */
function noiseInWords(cases: readonly Case[], first: string): string {
  const all = cases.flatMap((one) => {
    const factor = noise(one);
    return factor === undefined ? [] : [{ name: caseName(one), factor }];
  });
  const [most] = [...all].sort((one, other) => other.factor - one.factor);
  if (most === undefined) return '';
  const middle = spread(all.map(({ factor }) => factor)).median;
  return (
    `The noise, ${first} beside itself: ${percent(middle - 1)} in the middle of all cases, ` +
    `${percent(most.factor - 1)} in the noisiest (${most.name}).\n`
  );
}
