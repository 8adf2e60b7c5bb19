import { type Check, type Level } from './check';
import { select, type Selection } from './selection';

function check(id: string, level: Level): Check<void> {
  return { id, level, statement: 'a fake', run: () => Promise.resolve() };
}

const checks = [
  check('S-1.1', 'must'),
  check('S-1.10', 'should'),
  check('S-10.1', 'must'),
  check('C-1.1', 'robust'),
];

function selected(selection: Selection): string[] {
  return select(checks, selection).map(({ id }) => id);
}

test('all checks, if nothing is said', () => {
  expect(selected({ ids: [] })).toEqual(checks.map(({ id }) => id));
});

test('those of an id, and of no other that begins or ends with it', () => {
  expect(selected({ ids: ['S-1.1'] })).toEqual(['S-1.1']);
});

test('those of several ids, in their own order', () => {
  expect(selected({ ids: ['C-*', 'S-1.*'] })).toEqual(['S-1.1', 'S-1.10', 'C-1.1']);
});

test('those of a level, also among ids', () => {
  expect(selected({ ids: [], level: 'must' })).toEqual(['S-1.1', 'S-10.1']);
  expect(selected({ ids: ['S-1.*'], level: 'must' })).toEqual(['S-1.1']);
});

test('an id that no check has is an error, and so is nothing at all', () => {
  expect(() => selected({ ids: ['S-1.1', 'S-9.*'] })).toThrow('there is no check S-9.*');
  expect(() => selected({ ids: ['S-1x1'] })).toThrow('there is no check S-1x1');
  expect(() => selected({ ids: ['C-1.1'], level: 'must' })).toThrow(RangeError);
});
