import pc from 'picocolors';
import { explain, ruleOf, totalsByLevel, type Result } from '../result';
import { type Report } from './report';

type Colors = ReturnType<typeof pc.createColors>;

/** For people: what has failed and why, then how many have passed. */
export function text({ results, durationMs }: Report, colors: Colors = pc): string {
  const failures = results.flatMap((result) => story(result, colors));
  const totals = totalsByLevel(results).map(({ level, passed, total }) => {
    const color = passed === total ? colors.green : colors.red;
    return `${level.padEnd(6)} ${color(`${passed} of ${total} passed`)}`;
  });
  return [...failures, ...totals, `in ${(durationMs / 1000).toFixed(1)} s`, ''].join('\n');
}

function story({ check, failure }: Result, { red, bold, dim }: Colors): string[] {
  if (failure === undefined) return [];
  const { id, level, statement } = check;
  const details = explain(failure).map((line) => `    ${line}`);
  return [
    `${red('FAIL')} ${bold(id)} (${level}) ${statement}`,
    dim(`    rule ${ruleOf(id)} of the protocol`),
    ...details,
    '',
  ];
}
