import { explain } from '../report/explanation';
import { type Result } from '../report/result';
import { CHECK_LIMIT, runChecks, type ReadyCheck } from '../running/runner';

/** Makes a test of each check. All are run by the runner, and the tests wait for what comes of them. */
export function testEach(checks: readonly ReadyCheck[]): void {
  let results: Promise<Result>[] = [];

  beforeAll(() => {
    results = runChecks(checks);
  });

  for (const [index, { id, statement }] of checks.entries()) {
    const body = async (): Promise<void> => {
      const result = await results[index];
      if (result?.failure !== undefined) throw new Error(explain(result.failure).join('\n'));
    };
    // A check that is still waited for runs already, or is the next one to.
    test(`${id} ${statement}`, body, 2 * CHECK_LIMIT);
  }
}
