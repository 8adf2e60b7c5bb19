import { type Run } from '../one-run';
import { type Series } from '../series';
import { rates, ratio, spread } from './summary';

function series(system: string, ...deliveries: number[]): Series {
  const runs = deliveries.map((count): Run => ({
    deliveries: count,
    messages: 1,
    cpuSeconds: 2,
    wallSeconds: 4,
    startupMs: 1,
  }));
  return { system, runs };
}

test('the spread of some values', () => {
  expect(spread([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 });
});

test('the rate is deliveries per CPU second', () => {
  expect(rates(series('a', 10, 20))).toEqual([5, 10]);
});

test('the ratio is the median of the ratios within the rounds, not the ratio of the medians', () => {
  // The medians are 20 and 10; the rounds 0.5, 20 and 4.
  expect(ratio(series('a', 5, 200, 20), series('b', 10, 10, 5))).toBe(4);
});

test('a round that one of the two did not finish is left out', () => {
  expect(ratio(series('a', 10, 20, 90), series('b', 5, 10))).toBe(2);
  expect(ratio(series('a', 10), series('b'))).toBeUndefined();
});

test('there is no ratio to what has failed', () => {
  const failed = { ...series('b', 5), fault: 'lost' };
  expect(ratio(series('a', 10), failed)).toBeUndefined();
  expect(ratio(failed, series('a', 10))).toBeUndefined();
});
