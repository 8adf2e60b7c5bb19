import { ruleOf, totalsByLevel } from '../result';
import { textOf } from '../rules';
import { type Reporter } from './report';

/** For other programs to read. */
export const json: Reporter = ({ version, server, client, notes, results, durationMs }) => {
  const totals = totalsByLevel(results).map(({ level, ...counts }) => [level, counts] as const);
  const document = {
    version,
    server,
    client,
    notes,
    durationMs,
    totals: Object.fromEntries(totals),
    checks: results.map(({ check, durationMs, failure }) => ({
      ...check,
      rule: ruleOf(check.id),
      passed: failure === undefined,
      durationMs,
      ...(failure !== undefined && { clause: textOf(ruleOf(check.id)) }),
      ...failure,
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};
