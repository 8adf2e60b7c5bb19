import { writeFileSync } from 'node:fs';
import { runChecks, type ReadyCheck } from '../running/runner';
import { DOCUMENT, documentOf } from './document';
import { checksOf, mutants, right } from './mutant';

/** How long all checks may take with one mutant, in milliseconds. */
const LIMIT = 15 * 60_000;

let agreed = 0;

/** Most of a check that fails is waiting. */
const JOBS = 8;

/** The ids of the checks that fail. */
async function failing(checks: readonly ReadyCheck[], jobs: number): Promise<string[]> {
  const results = await Promise.all(runChecks(checks, { jobs }));
  return results.flatMap(({ check, failure }) => (failure === undefined ? [] : [check.id]));
}

test.each([...right, ...mutants])(
  'the $kind that $name is caught by the checks that should, and by no others',
  async (mutant) => {
    const checks = checksOf(mutant);
    const first = await failing(checks, JOBS);
    const expected = [...mutant.caughtBy, ...mutant.perhapsBy];
    // A machine may be busy: who fails unexpectedly is tried once more, alone.
    const doubted = checks.filter(({ id }) => first.includes(id) && !expected.includes(id));
    const again = await failing(doubted, 1);
    const caught = first.filter((id) => mutant.caughtBy.includes(id) || again.includes(id));
    expect(caught).toEqual(mutant.caughtBy);
    agreed++;
  },
  LIMIT,
);

afterAll(() => {
  if (agreed < right.length + mutants.length) return;
  const text = documentOf(mutants);
  process.stdout.write(text);
  writeFileSync(DOCUMENT, text);
});
