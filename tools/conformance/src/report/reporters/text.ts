import pc from 'picocolors';
import { assignment, clause, explain } from '../explanation';
import { ruleOf, type Result } from '../result';
import { notesOf } from '../summary';
import { type Report } from './report';

type Colors = ReturnType<typeof pc.createColors>;

/** For people: what has failed and why, then how many have passed. */
export function text(report: Report, colors: Colors = pc): string {
  const { results, totals, durationMs } = report;
  const quoted = new Set<number>();
  const failures = results.flatMap((result) => {
    const rule = ruleOf(result.check.id);
    const lines = story(result, quoted.has(rule), colors);
    if (lines.length > 0) quoted.add(rule);
    return lines;
  });
  const lines = totals.map(({ level, passed, total }) => {
    const color = passed === total ? colors.green : colors.red;
    return `${level.padEnd(6)} ${color(`${passed} of ${total} passed`)}`;
  });
  return [
    ...notesOf(report).flatMap((note) => [colors.yellow(note), '']),
    ...failures,
    ...lines,
    `in ${(durationMs / 1000).toFixed(1)} s`,
    '',
  ].join('\n');
}

/** @param ruleKnown whether what the rule says stands above already */
function story({ check, failure }: Result, ruleKnown: boolean, colors: Colors): string[] {
  if (failure === undefined) return [];
  const { id, level, statement, says } = check;
  const known = [`Rule ${ruleOf(id)}, see above`];
  const rule = ruleKnown
    ? [...(says === undefined ? [] : assignment(says)), ...known]
    : clause(check);
  return [
    `${colors.red('FAIL')} ${colors.bold(id)} (${level}) ${statement}`,
    ...rule.map((line) => colors.dim(`    ${line}`)),
    ...explain(failure).map((line) => `    ${line}`),
    '',
  ];
}
