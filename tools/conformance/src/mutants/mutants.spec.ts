import { readFileSync } from 'node:fs';
import { explain } from '../report/explanation';
import { type Result } from '../report/result';
import { runChecks, type ReadyCheck } from '../running/runner';
import { DOCUMENT, documentOf } from './document';
import { checksOf, mutants, right, type Mutant } from './mutant';

/** Checks that are run at a time: most of one that fails is waiting. */
const JOBS = 8;

/** All of them together, on a busy machine; in milliseconds. */
const LIMIT = 10 * 60_000;

/** Of each mutant, how many checks that should catch it are run, and how many that should not. */
const CATCHING = 1;
const OTHERS = 1;

/** So many of a list, evenly spread over it, from another beginning for each mutant. */
function spread<T>(list: readonly T[], count: number, turn: number): T[] {
  if (list.length <= count) return [...list];
  const step = list.length / count;
  return Array.from({ length: count }, (_, index) => Math.floor(index * step + turn) % list.length)
    .map((place) => list[place])
    .filter((item) => item !== undefined);
}

interface Sample {
  readonly mutant: Mutant;
  readonly catching: readonly ReadyCheck[];
  readonly others: readonly ReadyCheck[];
}

function sampleOf(mutant: Mutant, turn: number): Sample {
  // Those that are to be alone take long: they are left to the whole matrix.
  const checks = checksOf(mutant).filter(({ alone }) => alone !== true);
  const { caughtBy, perhapsBy } = mutant;
  const caught = checks.filter(({ id }) => caughtBy.includes(id));
  const others = checks.filter(({ id }) => ![...caughtBy, ...perhapsBy].includes(id));
  return {
    mutant,
    catching: spread(caught, CATCHING, turn),
    others: spread(others, OTHERS, 7 * turn),
  };
}

const samples = [...right, ...mutants].map(sampleOf);
const results = new Map<ReadyCheck, Promise<Result>>();

beforeAll(() => {
  const checks = samples.flatMap(({ catching, others }) => [...catching, ...others]);
  for (const [index, result] of runChecks(checks, { jobs: JOBS }).entries()) {
    const check = checks[index];
    if (check !== undefined) results.set(check, result);
  }
});

async function complaints(checks: readonly ReadyCheck[]): Promise<(string | undefined)[]> {
  const failures: (string | undefined)[] = [];
  for (const check of checks) {
    const result = await results.get(check);
    failures.push(result?.failure && explain(result.failure).join('\n'));
  }
  return failures;
}

test.each(samples)(
  'the $mutant.kind that $mutant.name is caught by those that should, and not by others',
  async ({ catching, others }) => {
    const failed = await complaints(catching);
    expect(catching.filter((_, index) => failed[index] === undefined)).toEqual([]);
    expect(await complaints(others)).toEqual(others.map(() => undefined));
  },
  LIMIT,
);

test('the document says which checks catch which mutant', () => {
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(documentOf(mutants));
});
