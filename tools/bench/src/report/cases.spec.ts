import { figuresOf, ratedCases, standing, type Case } from './cases';
import { run, scenario, series, step } from './testing';

const kept = run(1, [step(10, 3), step(100, 2), step(1000, 1)]);
const behind = run(1, [step(10, 3), step(100, 2, 'behind')]);
const busy = run(1, [step(10, 3), step(100, 2, 'busy')]);
const early = run(1, [step(10, 3, 'behind')]);

function at(rate: number, ...runs: (typeof kept)[]): [Case, Case['series'][number]] {
  const own = series('chat', ...runs);
  return [{ scenario: scenario('room'), series: [own], twin: series('chat'), rate }, own];
}

test('there is a case for each rate that any system has reached, ascending', () => {
  const measured = {
    scenario: scenario('room'),
    series: [series('a', behind), series('b', early, kept), series('c')],
    twin: series('a'),
  };
  expect(ratedCases(measured).map(({ rate }) => rate)).toEqual([10, 100, 1000]);
});

test('the figures of a system stay in their rounds', () => {
  const [one, own] = at(100, early, kept);
  expect(figuresOf(one, own)).toEqual([undefined, step(100, 2)]);
});

test.each([
  ['most kept up', 'measured', [kept, kept, behind]],
  ['half kept up', 'behind', [kept, behind]],
  ['most fell behind', 'behind', [kept, behind, behind]],
  ['the generator was too busy in most', 'busy', [busy, busy, behind]],
  ['most ended at a lower rate', 'absent', [early, early, kept]],
  ['most ended here or at a lower rate', 'behind', [early, behind, kept]],
  ['none', 'absent', []],
] as const)('a system of whose runs %s is %s', (_, expected, runs) => {
  expect(standing(...at(100, ...runs))).toBe(expected);
});

test('a system that was given up has failed, whatever it did before', () => {
  const [one, own] = at(100, kept, kept);
  expect(standing(one, { ...own, fault: 'lost' })).toBe('failed');
});
