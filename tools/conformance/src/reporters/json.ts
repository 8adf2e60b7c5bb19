import { ruleOf, totalsByLevel } from '../result';
import { type Reporter } from './report';

/** For other programs to read. */
export const json: Reporter = ({ version, server, client, results, durationMs }) => {
  const totals = totalsByLevel(results).map(({ level, ...counts }) => [level, counts] as const);
  const document = {
    version,
    server,
    client,
    durationMs,
    totals: Object.fromEntries(totals),
    checks: results.map(({ check, durationMs, failure }) => ({
      ...check,
      rule: ruleOf(check.id),
      passed: failure === undefined,
      durationMs,
      ...failure,
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};
