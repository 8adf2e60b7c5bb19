import { type Measurement, type Step } from '../load/job';
import { type Measured, type Series } from '../series';

/** A load that all systems were measured under: a scenario's closed loop, or its messages at a rate. */
export interface Case extends Measured {
  /** Messages per second; none in the closed loop. */
  readonly rate?: number;
}

/** The rates of a scenario that any system has reached, ascending. */
export function ratedCases(measured: Measured): Case[] {
  const runs = measured.series.flatMap((one) => one.runs);
  const rates = new Set(runs.flatMap(({ steps }) => steps.map(({ rate }) => rate)));
  return [...rates].sort((one, other) => one - other).map((rate) => ({ ...measured, rate }));
}

/** What a system did in a case, round by round; nothing, in rounds in which it did not come so far. */
export function figuresOf({ rate }: Case, { runs }: Series): (Measurement | Step | undefined)[] {
  if (rate === undefined) return runs.map(({ closed }) => closed);
  return runs.map(({ steps }) => steps.find((step) => step.rate === rate));
}

/** How a system did in a case. */
export type Standing = 'measured' | 'failed' | NonNullable<Step['end']> | 'absent';

/**
 * What most of its runs say. A rate that a system has kept up with in most of them counts, and so do
 * the runs in which it did not: to leave these out would flatter it.
 */
export function standing(one: Case, series: Series): Standing {
  if (series.fault !== undefined) return 'failed';
  const { length } = series.runs;
  const reached = figuresOf(one, series).filter((figures) => figures !== undefined);
  const ends = reached.flatMap((figures) => ('end' in figures ? (figures.end ?? []) : []));
  if (reached.length - ends.length > length / 2) return 'measured';
  if (reached.length <= length / 2) return 'absent';
  return ends.filter((end) => end === 'busy').length > ends.length / 2 ? 'busy' : 'behind';
}
