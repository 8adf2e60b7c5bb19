import { ruleOf, type Result } from '../result';
import { textOf } from '../rules';
import { type Reporter } from './report';

/** Test Anything Protocol 14. */
export const tap: Reporter = ({ notes, results }) => {
  const points = results.flatMap((result, index) => point(result, index + 1));
  const remarks = notes.map((note) => `# ${note}`);
  return ['TAP version 14', ...remarks, `1..${results.length}`, ...points, ''].join('\n');
};

function point({ check, durationMs, failure }: Result, number: number): string[] {
  const { id, level, statement } = check;
  const said = `${number} - ${escape(`${id} (${level}) ${statement}`)}`;
  if (failure === undefined) return [`ok ${said}`];
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
