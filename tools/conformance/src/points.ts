import { type Level } from './check';
import { type Totals } from './report/result';

/** What each level is worth, in points; all together are 100. */
export const WEIGHTS: Readonly<Record<Level, number>> = { must: 70, should: 20, robust: 10 };

/** Points for what has passed: of each level's weight the part that its passed checks are of all. */
export function pointsOf(totals: readonly Totals[]): number {
  return totals.reduce(
    (sum, { level, passed, total }) => sum + (WEIGHTS[level] * passed) / total,
    0,
  );
}
