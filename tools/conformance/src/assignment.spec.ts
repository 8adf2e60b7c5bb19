import { ASSIGNMENT } from './assignment';
import { clientChecks } from './client';
import { serverChecks } from './server';

const checks = [...serverChecks, ...clientChecks];

test('every must, and nothing else, is about a sentence of the assignment', () => {
  const without = checks.filter(({ level, says }) => (level === 'must') !== (says !== undefined));
  expect(without.map(({ id }) => id)).toEqual([]);
});

test('every sentence of the assignment has its must', () => {
  const said = checks.map(({ says }) => says);
  expect(Object.values(ASSIGNMENT).filter((sentence) => !said.includes(sentence))).toEqual([]);
});

test('no two checks have one id', () => {
  const ids = checks.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});
