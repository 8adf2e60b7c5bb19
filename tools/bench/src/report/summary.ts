import { max, median, min } from 'simple-statistics';
import { type Series } from '../series';

/** The middle of several runs, and how far apart they were. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spread(values: number[]): Spread {
  return { median: median(values), min: min(values), max: max(values) };
}

/** Deliveries per CPU second of the server, run by run. */
export function rates({ runs }: Series): number[] {
  return runs.map(({ deliveries, cpuSeconds }) => deliveries / cpuSeconds);
}

/**
 * How much more one system does per CPU second than another: the median of the ratios within each
 * round, whose two runs the machine was most alike for. Nothing, if one of them failed.
 */
export function ratio(one: Series, other: Series): number | undefined {
  if (one.fault !== undefined || other.fault !== undefined) return undefined;
  const others = rates(other);
  const ratios = rates(one).flatMap((rate, round) => {
    const against = others[round];
    return against === undefined ? [] : [rate / against];
  });
  return ratios.length === 0 ? undefined : median(ratios);
}
