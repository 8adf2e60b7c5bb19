import { example } from './reporters/example';
import { notesOf } from './summary';

const [passed, failed] = example.results;
const must = 'the first finding of a report is told as what it is:';

test(`${must} first of all where a must has failed`, () => {
  const notes = notesOf({ ...example, unjudged: [] });
  expect(notes[0]).toMatch(/^First of all: the server does/);
});

test(`${must} first of the rest where all have passed`, () => {
  const results = [
    passed,
    failed && { ...failed, check: { ...failed.check, level: 'should' as const } },
  ];
  const report = { ...example, unjudged: [], results: results.flatMap((result) => result ?? []) };
  expect(notesOf(report)[0]).toMatch(
    /^No must has failed\. Of the rest, first of all: the server does/,
  );
  expect(notesOf({ ...report, unjudged: ['S-2.1'] })[1]).toMatch(/^First of all: /);
  const [, rest] = report.results;
  expect(notesOf({ ...report, results: rest ? [rest] : [] })[0]).toMatch(/^First of all: /);
});
