import { explain, ruleOf, totalsByLevel, type Result } from '../result';
import { type Reporter } from './report';

/** For a comment on what somebody has handed in. */
export const markdown: Reporter = ({ results }) => {
  const totals = totalsByLevel(results).map(
    ({ level, passed, total }) => `| ${level} | ${passed} | ${total} |`,
  );
  const failed = results.flatMap(row);
  const failures = ['', '| check | level | a right program | this one |', '| - | - | - | - |'];
  return [
    '| level | passed | of |',
    '| - | -: | -: |',
    ...totals,
    ...(failed.length === 0 ? [] : [...failures, ...failed]),
    '',
  ].join('\n');
};

function row({ check, failure }: Result): string[] {
  if (failure === undefined) return [];
  const { id, level, statement } = check;
  const story = explain(failure).map(escape).join('<br>');
  return [`| ${id} (rule ${ruleOf(id)}) | ${level} | ${escape(statement)} | ${story} |`];
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text that shows as it is, in a cell of a table. */
function escape(text: string): string {
  return text
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\\`*_{}[\]|~#@]/g, '\\$&');
}
