import { type Result } from '../report/result';
import { runChecks, type ReadyCheck } from './runner';

/**
 * Runs some checks once more, one after another, with nothing else running: a machine may be busy. Those
 * that pass then are marked, since a race may hide there.
 *
 * @param doubted whether what came of a check at first may come of a busy machine
 * @returns the results in their order, each the better of two
 */
export async function triedAgain(
  checks: readonly ReadyCheck[],
  results: readonly Result[],
  doubted: (result: Result) => boolean,
  stop?: AbortSignal,
): Promise<Result[]> {
  const ids = new Set(results.filter(doubted).map(({ check }) => check.id));
  const again = checks.filter(({ id }) => ids.has(id));
  const seconds = await Promise.all(runChecks(again, { jobs: 1, ...(stop && { stop }) }));
  const passed = new Map(
    seconds
      .filter(({ failure, unjudged }) => failure === undefined && unjudged !== true)
      .map((second): [string, Result] => [second.check.id, { ...second, secondTry: true }]),
  );
  return results.map((result) => passed.get(result.check.id) ?? result);
}
