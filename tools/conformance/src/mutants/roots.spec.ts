import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examine } from '../examine';
import { type Report } from '../report/reporters/report';
import { innocents } from './innocent';
import { offenders, programsOf, type Offender } from './sentence';

/** One offender of so many; `npx nx roots conformance` judges all. */
const STEP = 9;

/** On a busy machine, in milliseconds. */
const LIMIT = 120_000;

const sample = offenders.filter((_, index) => index % STEP === 0);
const reports = new Map<Offender, Promise<Report>>();

beforeAll(() => {
  for (const offender of sample) {
    const selection = { ids: offender.fails.split(' ').slice(0, 3) };
    reports.set(offender, examine(programsOf(offender), { selection }));
  }
});

test.each(sample)(
  'of the $kind that $name, the root is found and named once',
  async (offender) => {
    const { results = [], findings = [] } = (await reports.get(offender)) ?? {};
    expect(results.length).toBeGreaterThan(0);
    expect(results.filter(({ failure }) => failure === undefined)).toEqual([]);
    const { root } = offender;
    expect(findings[0]?.title.slice(0, root.length)).toBe(root);
  },
  LIMIT,
);

test('the document tells of each offender and of each innocent, and counts what is right', () => {
  const document = readFileSync(join(__dirname, '../../ROOTS.md'), 'utf8');
  const rows = [...document.matchAll(/^\| (\w+) +\| (.*?) +\| .* (yes|no) *\|$/gm)];
  const planted = rows.map(([, kind, name]) => `${kind} ${name}`);
  for (const { kind, name } of offenders) expect(planted).toContain(`${kind} ${name}`);
  for (const { kind, name } of innocents) expect(planted).toContain(`${kind} nothing: ${name}`);
  const right = rows.filter(([, , , verdict]) => verdict === 'yes').length;
  expect(document).toContain(`**${right} of ${rows.length}** cases.`);
});
