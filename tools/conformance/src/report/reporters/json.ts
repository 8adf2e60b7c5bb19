import { pointsOf } from '../../points';
import { ruleOf } from '../result';
import { textOf } from '../rules';
import { notesOf } from '../summary';
import { type Reporter } from './report';

/** For other programs to read. */
export const json: Reporter = (report) => {
  const { version, server, client, findings, results, omissions, unjudged, durationMs } = report;
  const totals = report.totals.map(({ level, ...counts }) => [level, counts] as const);
  const document = {
    version,
    server,
    client,
    notes: notesOf(report),
    findings,
    omissions,
    unjudged,
    points: Math.round(10 * pointsOf(report.totals)) / 10,
    durationMs,
    totals: Object.fromEntries(totals),
    checks: results.map(({ check, durationMs, failure, forgiven, secondTry }) => ({
      ...check,
      restsOn: undefined,
      rule: ruleOf(check.id),
      passed: failure === undefined,
      durationMs,
      ...(forgiven && { forgiven }),
      ...(secondTry && { secondTry }),
      ...(failure !== undefined && { clause: textOf(ruleOf(check.id)) }),
      ...failure,
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};
