import { join } from 'node:path';
import { innocents, innocentsInPython } from './innocent';
import { type Mutant } from './mutant';
import { offenders } from './sentence';

/** Where it is kept. */
export const DOCUMENT = join(__dirname, '../../MUTANTS.md');

const INTRODUCTION = `# The mutants

Programs that are wrong on purpose test the kit. A right server and a right client pass every check. They are written in
plain Node, without the libraries. Each mutant is one of them with one small fault ([src/mutants](src/mutants)). Exactly the
checks below catch it: \`S-6.3, .4\` is S-6.3 and S-6.4. "Perhaps" marks checks that catch a mutant in some runs only: it
depends on where TCP cuts the stream, or on how busy the machine is. The clients are not checked by rule 26, because they
have no terminal mode.

\`npx nx mutants conformance\` runs every check with every mutant, and writes this file if the results are as expected.
`;

/** The text of MUTANTS.md: which checks catch which mutant. */
export function documentOf(mutants: readonly Mutant[]): string {
  const parts = (['server', 'client'] as const).flatMap((kind) => {
    const wrong = mutants.filter((mutant) => mutant.kind === kind);
    return [`## Wrong ${kind}s\n`, tableOf(wrong)];
  });
  return [INTRODUCTION, ...parts, ONE_SENTENCE, sentences(), acquittals()].join('\n');
}

const ONE_SENTENCE = `## Wrong in one sentence

Each of these programs breaks one sentence of the assignment. The kit judges it like anybody's program: it finds what the
program does in every message, and forgives that. The program then fails the \`must\` checks in the table. The root is what
the report says first: the cause, or the check about that sentence if no cause is known.
`;

function sentences(): string {
  const rows = offenders.map(({ name, fails, root }) => [name, abridged(fails.split(' ')), root]);
  return table(['a program that', 'fails', 'root'], rows);
}

/** The text about those that are not wrong. */
function acquittals(): string {
  const lists = (['server', 'client'] as const).map((kind) => {
    const names = [...innocents, ...innocentsInPython]
      .filter((innocent) => innocent.kind === kind)
      .map(({ name, command }) => `- ${name}${command.includes('.py') ? ' (in Python)' : ''}\n`);
    return `Innocent ${kind}s:\n\n${names.join('')}`;
  });
  return [INNOCENTS, ...lists].join('\n');
}

const INNOCENTS = `## Innocents

These programs differ from the right ones only in what the assignment leaves open. Each passes every \`must\`.
\`npx nx innocents conformance\` runs every \`must\` with each of them. \`npm test\` runs a sample.
`;

function tableOf(mutants: readonly Mutant[]): string {
  const rows = mutants.map(({ name, caughtBy, perhapsBy }) => {
    const perhaps = perhapsBy.length === 0 ? '' : ` (perhaps ${abridged(perhapsBy)})`;
    return [name, abridged(caughtBy) + perhaps];
  });
  return table(['a program that', 'is caught by'], rows);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | '),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join(' | ');
  return [lines[0], rule, ...lines.slice(1)].map((line) => `| ${line} |\n`).join('');
}

/** Ids by rule and number: `S-6.3 to .6, .9`, in which the rule is named once. */
function abridged(ids: readonly string[]): string {
  const sorted = ids.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const runs: string[][] = [];
  for (const id of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && id === successor(run.at(-1) ?? '')) run.push(id);
    else runs.push([id]);
  }
  let rule = '';
  return runs
    .flatMap((run) => (run.length > 2 ? [[run[0], run.at(-1)]] : run.map((id) => [id])))
    .map(([first = '', last]) => {
      const named = ruleOf(first) === rule ? numberOf(first) : first;
      rule = ruleOf(first);
      return last === undefined ? named : `${named} to ${numberOf(last)}`;
    })
    .join(', ');
}

function ruleOf(id: string): string {
  return id.replace(/\.\d+$/, '');
}

/** `.6` for `S-6.6`. */
function numberOf(id: string): string {
  return id.slice(ruleOf(id).length);
}

function successor(id: string): string {
  return id.replace(/\d+$/, (number) => String(Number(number) + 1));
}
