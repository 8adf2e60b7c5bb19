import { ruleOf, type Result } from '../result';
import { textOf } from '../rules';
import { notesOf } from '../summary';
import { type Reporter } from './report';

/** Test Anything Protocol 14. */
export const tap: Reporter = (report) => {
  const { results } = report;
  const points = results.flatMap((result, index) => point(result, index + 1));
  const remarks = notesOf(report).map((note) => `# ${note}`);
  return ['TAP version 14', ...remarks, `1..${results.length}`, ...points, ''].join('\n');
};

function point(
  { check, durationMs, failure, forgiven, secondTry }: Result,
  number: number,
): string[] {
  const { id, level, statement } = check;
  const said = `${number} - ${escape(`${id} (${level}) ${statement}`)}`;
  if (failure === undefined) {
    const marks = [...(secondTry === true ? ['at the second try'] : []), ...(forgiven ?? [])];
    return [`ok ${said}${marks.map((mark) => ` (${escape(mark)})`).join('')}`];
  }
  const details = Object.entries({
    level,
    rule: ruleOf(id),
    clause: textOf(ruleOf(id)),
    durationMs,
    ...failure,
  });
  // What JSON writes is YAML too, and stays in its line whatever it holds.
  const yaml = details.map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`);
  return [`not ok ${said}`, '  ---', ...yaml, '  ...'];
}

/** A `#` would begin a directive. */
function escape(description: string): string {
  return description.replace(/[\\#]/g, '\\$&');
}
