import { examine } from '../examine';
import { offenders, programsOf } from './sentence';

/** One offender of so many; `npx nx mutants conformance` judges all. */
const STEP = 9;

/** On a busy machine, in milliseconds. */
const LIMIT = 120_000;

test.each(offenders.filter((_, index) => index % STEP === 0))(
  'of the $kind that $name, the root is found and named once',
  async (offender) => {
    const { fails, root } = offender;
    const selection = { ids: fails.split(' ').slice(0, 3) };
    const { results, findings } = await examine(programsOf(offender), { selection });
    expect(results.filter(({ failure }) => failure === undefined)).toEqual([]);
    if (root === undefined) expect(findings[0]?.title).toMatch(/^[SC]-/);
    else expect(findings[0]?.title.slice(0, root.length)).toBe(root);
  },
  LIMIT,
);
