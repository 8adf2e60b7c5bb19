import { writeFileSync } from 'node:fs';
import { runChecks } from '../running/runner';
import { DOCUMENT, documentOf } from './document';
import { checksOf, mutants, right } from './mutant';

/** How long all checks may take with one mutant, in milliseconds. */
const LIMIT = 15 * 60_000;

let agreed = 0;

/** Most of a check that fails is waiting. */
const JOBS = 8;

test.each([...right, ...mutants])(
  'the $kind that $name is caught by the checks that should, and by no others',
  async (mutant) => {
    const results = await Promise.all(runChecks(checksOf(mutant), { jobs: JOBS }));
    const failed = results
      .filter(({ failure }) => failure !== undefined)
      .map(({ check }) => check.id)
      .filter((id) => !mutant.perhapsBy.includes(id));
    expect(failed).toEqual(mutant.caughtBy);
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
