import { type Series } from '../series';
import { standing, type Case } from './cases';
import { figure, NONE, partFigures } from './figures';
import { caseName } from './overview';
import { compare, costs, ofTheLimit, spread } from './summary';
import { table } from './table';

/** What encryption costs a delivery, of each system that was measured with it and without. */
export function encryptionTable(cases: readonly Case[]): string {
  const pairs = cases.map((one) => ({ one, pairs: pairsOf(one) }));
  const names = [...new Set(pairs.flatMap((each) => each.pairs.map(({ plain }) => plain.system)))];
  if (names.length === 0) return '';
  const rows = pairs.flatMap(({ one, pairs: own }) => {
    if (own.length === 0) return [];
    const cells = names.map((name) => {
      const pair = own.find(({ plain }) => plain.system === name);
      return pair === undefined ? NONE : surcharge(one, pair);
    });
    const first = own.find(({ plain }) => plain.system === names[0]);
    const part = first === undefined ? NONE : partFigures(ofTheLimit(one, first.secure));
    return [[caseName(one), ...cells, part]];
  });
  return table(['case', ...names, `${names[0] ?? ''} of the limit`], rows);
}

interface Pair {
  readonly plain: Series;
  readonly secure: Series;
}

/** The systems that were measured both ways in a case. */
function pairsOf(one: Case): Pair[] {
  return one.series.flatMap((secure) => {
    const plain = one.series.find(({ system }) => system === secure.plain);
    if (plain === undefined) return [];
    const both = [plain, secure].every((series) => standing(one, series) === 'measured');
    return both ? [{ plain, secure }] : [];
  });
}

/** By how many CPU seconds for a million deliveries it is dearer, and how many times as dear. */
function surcharge(one: Case, { plain, secure }: Pair): string {
  const comparison = compare(one, secure, plain);
  if (comparison === undefined) return NONE;
  if (comparison === 'same') return '≈';
  const [before, after] = [plain, secure].map((series) => spread(costs(one, series)).median);
  const more = (after ?? NaN) - (before ?? NaN);
  return `${more < 0 ? '−' : '+'}${figure(Math.abs(more))} (${figure(comparison)} ×)`;
}
