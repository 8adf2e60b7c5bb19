import { max, median, min } from 'simple-statistics';
import { type Measurement, type Step } from '../load/job';
import { type Series } from '../series';
import { figuresOf, standing, type Case } from './cases';

const MILLION = 1e6;

/** The middle of several runs, and how far apart they were. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Of one value at least. */
export function spread(values: number[]): Spread {
  return { median: median(values), min: min(values), max: max(values) };
}

/** CPU seconds of the server for a million deliveries. */
function cost({ cpuSeconds, deliveries }: Measurement): number {
  return (MILLION * cpuSeconds) / deliveries;
}

/** The costs of a system in a case, run by run. */
export function costs(one: Case, series: Series): number[] {
  return figuresOf(one, series).flatMap((figures) => (figures === undefined ? [] : cost(figures)));
}

/** Something of a system and of another, in each round that both have finished. */
export function pairwise<T>(
  one: Case,
  series: Series,
  other: Series,
  pick: (figures: Measurement | Step, against: Measurement | Step) => T,
): T[] {
  const others = figuresOf(one, other);
  return figuresOf(one, series).flatMap((figures, round) => {
    const against = others[round];
    return figures === undefined || against === undefined ? [] : [pick(figures, against)];
  });
}

/** How many times the cost of another system a system has, in each round that both have finished. */
export function ratios(one: Case, series: Series, other: Series): number[] {
  return pairwise(one, series, other, (figures, against) => cost(figures) / cost(against));
}

/** Rounds that say how large the noise is: in fewer, the first system may be like itself by chance. */
export const LEAST_ROUNDS = 3;

/**
 * The noise in a case, as a factor of 1 or more: by how much the first system differed from itself, in
 * the round in which it did most. Nothing, if that is not known.
 */
export function noise(one: Case): number | undefined {
  const [first] = one.series;
  if (first === undefined || standing(one, first) !== 'measured') return undefined;
  const own = ratios(one, one.twin, first);
  return own.length < LEAST_ROUNDS
    ? undefined
    : Math.exp(max(own.map((ratio) => Math.abs(Math.log(ratio)))));
}

/** What a system costs beside another: times as much, or no difference that the noise could not make. */
export type Comparison = number | 'same';

/**
 * Compares the median of the ratios within each round, whose two runs the machine was most alike for.
 * Nothing, if one of the two was not measured, or the noise is not known.
 */
export function compare(one: Case, series: Series, other: Series): Comparison | undefined {
  const least = noise(one);
  if (least === undefined) return undefined;
  if (standing(one, series) !== 'measured' || standing(one, other) !== 'measured') return undefined;
  const all = ratios(one, series, other);
  if (all.length === 0) return undefined;
  const ratio = median(all);
  return Math.max(ratio, 1 / ratio) > least ? ratio : 'same';
}

export const LIMIT = 'limit';

/** The part of a system's cost that the limit has too. */
export function ofTheLimit(one: Case, series: Series): Comparison | undefined {
  const limit = one.series.find(({ system }) => system === LIMIT);
  return limit && compare(one, limit, series);
}
