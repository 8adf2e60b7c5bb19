import { writeFileSync } from 'node:fs';
import { explain } from '../report/explanation';
import { type Result } from '../report/result';
import { runChecks } from '../running/runner';
import { triedAgain } from '../running/second-try';
import { DOCUMENT, documentOf } from './document';
import { checksOf, mutants, right } from './mutant';

/** How long all checks may take with one mutant, in milliseconds. */
const LIMIT = 15 * 60_000;

/** Most of a check that fails is waiting. */
const JOBS = 8;

const all = [...right, ...mutants];
let judged = 0;
let agreed = 0;

/** The ids of the checks that fail. */
function failing(results: readonly Result[]): string[] {
  return results.flatMap(({ check, failure }) => (failure === undefined ? [] : [check.id]));
}

test.each(all)(
  'the $kind that $name is caught by the checks that should, and by no others',
  async (mutant) => {
    const { kind, name, caughtBy, perhapsBy } = mutant;
    const checks = checksOf(mutant);
    const unexpected = ({ check, failure }: Result): boolean =>
      failure !== undefined && !caughtBy.includes(check.id) && !perhapsBy.includes(check.id);
    const first = await Promise.all(runChecks(checks, { jobs: JOBS }));
    const results = await triedAgain(checks, first, unexpected);
    const caught = failing(results).filter((id) => !perhapsBy.includes(id));
    const agrees = caught.join() === caughtBy.join();
    const late = results.filter(({ secondTry }) => secondTry === true).map(({ check }) => check.id);
    const missed = caughtBy.filter((id) => !caught.includes(id));
    const doubt = late.length === 0 ? '' : `; at the second try: ${late.join(' ')}`;
    const escape = missed.length === 0 ? '' : ` (passed: ${missed.join(' ')})`;
    const verdict = agrees ? 'as expected' : `NOT as expected${escape}`;
    process.stdout.write(`${++judged}/${all.length} ${kind} ${name}: ${verdict}${doubt}\n`);
    for (const { check, failure } of results.filter(unexpected))
      if (failure !== undefined)
        process.stdout.write(`  ${check.id} ${explain(failure).join('\n  ')}\n`);
    expect(caught).toEqual(caughtBy);
    agreed++;
  },
  LIMIT,
);

afterAll(() => {
  if (agreed < all.length) return;
  writeFileSync(DOCUMENT, documentOf(mutants));
});
