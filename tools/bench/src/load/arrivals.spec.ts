import { mean } from 'simple-statistics';
import { Arrivals } from './arrivals';

const RATE = 2.5;
const COUNT = 100_000;

function draw(seed: number, count: number, senders = 10) {
  const arrivals = new Arrivals(RATE, senders, seed);
  return Array.from({ length: count }, () => {
    const { due, sender } = arrivals;
    arrivals.advance();
    return { due, sender };
  });
}

test('the gaps are exponential: as long as the rate says, and each moment as likely as any other', () => {
  const all = draw(1, COUNT);
  const gaps = all.map(({ due }, index) => due - (all[index - 1]?.due ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  expect(RATE * mean(gaps)).toBeCloseTo(1, 1);
  // What is left of them above a length falls by e with each mean that it grows.
  for (const times of [1, 2, 3]) {
    const above = gaps.filter((gap) => gap > times / RATE).length / COUNT;
    expect(above).toBeCloseTo(Math.exp(-times), 2);
  }
});

test('every sender has its turn, and none more often than others', () => {
  const counts = new Array<number>(10).fill(0);
  for (const { sender } of draw(1, COUNT)) counts[sender] = (counts[sender] ?? 0) + 1;
  for (const count of counts) expect((10 * count) / COUNT).toBeCloseTo(1, 1);
});

test('the same seed draws the same, another another', () => {
  expect(draw(7, 100)).toEqual(draw(7, 100));
  expect(draw(7, 100)).not.toEqual(draw(8, 100));
});

test('without a rate nothing is ever due', () => {
  expect(new Arrivals(0, 1, 0).due).toBe(Infinity);
});
