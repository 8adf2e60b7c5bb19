import { type Level } from '../../check';
import { clause, explain } from '../explanation';
import { spellOut } from '../printable';
import { type Result } from '../result';
import { notesOf } from '../summary';
import { type Report, type Reporter } from './report';

/** The XML that continuous integration services read; a test suite is a level. */
export const junit: Reporter = (report: Report) => {
  const { results, totals, durationMs } = report;
  const remarks = notesOf(report).map((note) =>
    element('property', { name: 'note', value: note }, []),
  );
  const properties = remarks.length === 0 ? [] : [element('properties', {}, remarks)];
  const suites = totals.map(({ level, passed, total }, index) => {
    const cases = results.filter(({ check }) => check.level === level).map(testCase);
    const attributes = { name: level, tests: total, failures: total - passed };
    return element('testsuite', attributes, [...(index === 0 ? properties : []), ...cases]);
  });
  const failures = results.filter(({ failure }) => failure !== undefined).length;
  const root = element(
    'testsuites',
    {
      name: 'chat-conformance',
      tests: results.length,
      failures,
      time: seconds(durationMs),
    },
    suites,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
};

const PROGRAMS: Record<string, string> = { S: 'server', C: 'client' };

function testCase({ check, durationMs, failure }: Result): string {
  const { id, level, statement } = check;
  const classname = className(id, level);
  const attributes = { classname, name: `${id} ${statement}`, time: seconds(durationMs) };
  if (failure === undefined) return element('testcase', attributes, []);
  const details = [...clause(check), ...explain(failure)].join('\n');
  return element('testcase', attributes, [
    element('failure', { message: failure.message }, [escape(details)]),
  ]);
}

function className(id: string, level: Level): string {
  return `${PROGRAMS[id.charAt(0)] ?? id}.${level}`;
}

function element(
  name: string,
  attributes: Record<string, string | number>,
  children: readonly string[],
): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(`${value}`)}"`);
  const begin = `<${name}${pairs.join('')}`;
  return children.length === 0 ? `${begin}/>` : `${begin}>${children.join('')}</${name}>`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML 1.0, which cannot hold most control characters in any form. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, spellOut)
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);
}
