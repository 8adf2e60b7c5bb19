import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examine, type Programs } from '../examine';
import { table } from './document';
import { innocents } from './innocent';
import { offenders, programsOf, type Offender } from './sentence';

/** Where what came of it is kept. */
const DOCUMENT = join(__dirname, '../../ROOTS.md');

/** Pairs are drawn by chance, and the same ones each time. */
const SEED = 2026;
const PAIRS = { server: 16, client: 8 };

/** The part of all cases in which what is named first has to be what was planted. */
const ENOUGH = 0.9;

/** How long one examination may take, on a busy machine, in milliseconds. */
const LIMIT = 5 * 60_000;

interface Case {
  readonly kind: 'server' | 'client';
  readonly planted: string;
  readonly programs: Programs;
  /** How the first finding begins, if it names a fault that is there; nothing is found if there are none. */
  readonly roots: readonly string[];
  /** Ids of the checks that fail, if they are known. */
  readonly fails?: string;
}

function caseOf(planted: readonly [Offender, ...Offender[]]): Case {
  const [{ kind }] = planted;
  const name = planted.map(({ name }) => name).join('+');
  return {
    kind,
    planted: name,
    programs: programsOf({ kind, name }),
    roots: planted.map(({ root }) => root),
  };
}

function pairsOf(kind: 'server' | 'client'): Case[] {
  const some = fc.constantFrom(...offenders.filter((offender) => offender.kind === kind));
  const pairs = fc.tuple(some, some).filter(([one, other]) => one !== other);
  return fc.sample(pairs, { seed: SEED, numRuns: PAIRS[kind] }).map(caseOf);
}

const cases: readonly Case[] = [
  ...offenders.map((offender) => ({ ...caseOf([offender]), fails: offender.fails })),
  ...pairsOf('server'),
  ...pairsOf('client'),
  ...innocents.map(({ kind, name, command }) => ({
    kind,
    planted: `nothing: ${name}`,
    programs: { [kind]: command },
    roots: [],
  })),
];

const rows: string[][] = [];

test.each(cases)(
  'of the $kind with $planted something is named first, or nothing',
  async ({ kind, planted, programs, roots, fails }) => {
    const { findings, results } = await examine(programs, {
      selection: { ids: [], level: 'must' },
    });
    const [first] = findings;
    const named = first?.title ?? '';
    const right =
      roots.length === 0 ? first === undefined : roots.some((root) => named.startsWith(root));
    const failed = results.filter(({ failure }) => failure !== undefined);
    rows.push([kind, planted.replaceAll('+', ' + '), named.slice(0, 100), right ? 'yes' : 'no']);
    if (fails !== undefined) expect(failed.map(({ check }) => check.id)).toEqual(fails.split(' '));
  },
  LIMIT,
);

afterAll(() => {
  const right = rows.filter((row) => row.at(-1) === 'yes').length;
  const figure = `${right} of ${rows.length}`;
  process.stdout.write(`What is named first was planted in ${figure} cases.\n`);
  for (const [, planted, named, verdict] of rows) {
    if (verdict === 'no') process.stdout.write(`It was not of ${planted}: ${named}\n`);
  }
  if (rows.length < cases.length) return;
  writeFileSync(DOCUMENT, `${INTRODUCTION}\n**${figure}** cases.\n\n${table(HEAD, rows)}`);
  expect(right / rows.length).toBeGreaterThanOrEqual(ENOUGH);
});

const HEAD = ['kind', 'what was planted', 'what the report says first of all', 'right'];

const INTRODUCTION = `# The roots

This page shows whether what a report says first is true. Each program here has a known fault: one sentence of the
assignment that it breaks ([MUTANTS.md](MUTANTS.md#wrong-in-one-sentence)). Pairs of these faults, drawn at random, make
more programs. The [innocents](MUTANTS.md#innocents) have no fault, and a report must find none. A report is right if it
first names a fault that was planted. \`npx nx roots conformance\` tries all programs, writes this file, and fails if fewer
than 90 % are right.
`;
