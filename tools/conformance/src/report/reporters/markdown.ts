import { clause, explain } from '../explanation';
import { type Result } from '../result';
import { notesOf } from '../summary';
import { type Reporter } from './report';

/** For a comment on what somebody has handed in. */
export const markdown: Reporter = (report) => {
  const { results } = report;
  const totals = report.totals.map(
    ({ level, passed, total }) => `| ${level} | ${passed} | ${total} |`,
  );
  return [
    ...notesOf(report).flatMap((note) => [`**${escape(note)}**`, '']),
    '| level | passed | of |',
    '| - | -: | -: |',
    ...totals,
    ...results.flatMap(story),
    '',
  ].join('\n');
};

function story({ check, failure }: Result): string[] {
  if (failure === undefined) return [];
  const { id, level, statement } = check;
  return [
    ...['', `### ${id} (${level}) ${escape(statement)}`, ''],
    ...block([...clause(check), '', ...explain(failure)]),
  ];
}

/** Lines that show as they are, whatever they hold. */
function block(lines: readonly string[]): string[] {
  const runs = lines.join('\n').match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return [`${fence}text`, ...lines, fence];
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text that shows as it is, in a line of its own. */
function escape(text: string): string {
  return text
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\\`*_{}[\]|~#@]/g, '\\$&');
}
