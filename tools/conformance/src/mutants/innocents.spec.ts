import { explain } from '../report/explanation';
import { type Result } from '../report/result';
import { runChecks, type ReadyCheck } from '../running/runner';
import { PYTHON_IS_HERE } from '../testing/python';
import { innocents, innocentsInPython, mustsOf } from './innocent';

/** How long all of them may take, on a busy machine; in milliseconds. */
const LIMIT = 5 * 60_000;

/** Checks that are run at a time: most of them are waiting. */
const JOBS = 6;

/** One check for each innocent, another for each, so that nearly all checks are among them. */
const samples = [...innocents, ...(PYTHON_IS_HERE ? innocentsInPython : [])].flatMap(
  (innocent, index) => {
    const musts = mustsOf(innocent);
    const check = musts[(7 * index) % musts.length];
    return check === undefined ? [] : [{ innocent, check }];
  },
);

const results = new Map<ReadyCheck, Promise<Result>>();

beforeAll(() => {
  const checks = samples.map(({ check }) => check);
  for (const [index, result] of runChecks(checks, { jobs: JOBS }).entries()) {
    const check = checks[index];
    if (check !== undefined) results.set(check, result);
  }
});

test.each(samples)(
  'the $innocent.kind that $innocent.name passes $check.id',
  async ({ check }) => {
    const result = await results.get(check);
    expect(result?.failure && explain(result.failure).join('\n')).toBeUndefined();
  },
  LIMIT,
);
