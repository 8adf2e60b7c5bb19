import { type Result } from '../report/result';
import { runChecks, type ReadyCheck } from './runner';
import { triedAgain } from './second-try';

/** A check that fails as often as this, and passes from then on. */
function failing(id: string, times: number): ReadyCheck {
  let left = times;
  const run = (): Promise<void> =>
    left-- > 0 ? Promise.reject(new Error('late')) : Promise.resolve();
  return { id, level: 'must', statement: 'a fake passes', run };
}

const failed = ({ failure }: Result): boolean => failure !== undefined;

/** What came of each check: passed, failed, or passed at the second try. */
function outcomes(results: readonly Result[]): string[] {
  return results.map(({ failure, secondTry }) =>
    failure !== undefined ? 'failed' : secondTry === true ? 'second try' : 'passed',
  );
}

test('what passes at the second try is marked, and the order is kept', async () => {
  const checks = [failing('S-1.1', 1), failing('S-1.2', 0), failing('S-1.3', 9)];
  const first = await Promise.all(runChecks(checks));
  const results = await triedAgain(checks, first, failed);
  expect(outcomes(results)).toEqual(['second try', 'passed', 'failed']);
  expect(results.map(({ check }) => check.id)).toEqual(['S-1.1', 'S-1.2', 'S-1.3']);
});

test('what is not in doubt is not tried again', async () => {
  const checks = [failing('S-1.1', 1), failing('S-1.2', 1)];
  const first = await Promise.all(runChecks(checks));
  const results = await triedAgain(checks, first, ({ check }) => check.id === 'S-1.2');
  expect(outcomes(results)).toEqual(['failed', 'second try']);
});

test('who is stopped keeps what came at first', async () => {
  const checks = [failing('S-1.1', 1)];
  const first = await Promise.all(runChecks(checks));
  expect(outcomes(await triedAgain(checks, first, failed, AbortSignal.abort()))).toEqual([
    'failed',
  ]);
});
