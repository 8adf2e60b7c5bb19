import { type Series } from '../series';
import { type Case } from './cases';
import { compare, noise, ofTheLimit, spread } from './summary';
import { costing, scenario } from './testing';

/** A case with these systems, the first of which differed from itself by so much, round by round. */
function caseOf(twinCosts: number[], ...series: Series[]): Case {
  const twin = costing(series[0]?.system ?? '', ...twinCosts);
  return { scenario: scenario('room'), series, twin };
}

test('the spread of some values, and of one', () => {
  expect(spread([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 });
  expect(spread([2])).toEqual({ median: 2, min: 2, max: 2 });
});

describe('the noise', () => {
  test('is by how much a system differed from itself in the worst round, whichever way', () => {
    expect(noise(caseOf([10, 8, 11], costing('chat', 10, 10, 10)))).toBeCloseTo(1.25);
    expect(noise(caseOf([10, 9, 12.5], costing('chat', 10, 10, 10)))).toBeCloseTo(1.25);
  });

  test('is not known of fewer than three rounds that both have finished', () => {
    expect(noise(caseOf([12, 12], costing('chat', 10, 10, 10)))).toBeUndefined();
    expect(noise(caseOf([12, 12, 12], costing('chat', 10, 10)))).toBeUndefined();
    expect(noise(caseOf([], costing('chat')))).toBeUndefined();
    expect(noise(caseOf([10, 10, 10]))).toBeUndefined();
  });

  test('is not known of a system that has failed', () => {
    const failed = { ...costing('chat', 10, 10, 10), fault: 'lost' };
    expect(noise(caseOf([10, 10, 10], failed))).toBeUndefined();
  });
});

describe('a comparison', () => {
  const chat = costing('chat', 10, 10, 10);
  /** 10 %. */
  const noisy = [11, 10, 10];

  test('is the median of the ratios within the rounds, not the ratio of the medians', () => {
    const [one, other] = [costing('a', 5, 200, 20), costing('b', 10, 10, 5)];
    expect(compare(caseOf([10, 10, 10], chat, one, other), one, other)).toBe(4);
  });

  test.each([
    [[12, 12, 12], 1.2],
    [[11.2, 11.2, 11.2], 1.12],
    [[8, 8, 8], 0.8],
    [[10.9, 10.9, 10.9], 'same'],
    [[9.2, 9.2, 9.2], 'same'],
    [[10, 10, 10], 'same'],
    [[9, 10, 30], 'same'],
  ])('of %j with 10, where the noise is 10 %%, is %s', (costs, expected) => {
    const other = costing('b', ...costs);
    expect(compare(caseOf(noisy, chat, other), other, chat)).toEqual(
      typeof expected === 'number' ? expect.closeTo(expected) : expected,
    );
  });

  test('leaves out a round that one of the two did not finish', () => {
    const other = costing('b', 20, 20);
    expect(compare(caseOf([10, 10, 10], chat, other), other, chat)).toBe(2);
  });

  test.each([
    ['one that has failed', { ...costing('b', 20), fault: 'lost' }],
    ['one that has no runs', costing('b')],
  ])('there is none with %s', (_, other) => {
    const one = caseOf([10, 10, 10], chat, other);
    expect(compare(one, other, chat)).toBeUndefined();
    expect(compare(one, chat, other)).toBeUndefined();
  });

  test('there is none without the noise', () => {
    const other = costing('b', 20, 20, 20);
    expect(compare(caseOf([], chat, other), other, chat)).toBeUndefined();
  });
});

test('the part of a cost that the limit has too', () => {
  const [chat, limit] = [costing('chat', 10, 10, 10), costing('limit', 4, 4, 4)];
  expect(ofTheLimit(caseOf([10, 10, 10], chat, limit), chat)).toBe(0.4);
  expect(ofTheLimit(caseOf([10, 10, 10], chat), chat)).toBeUndefined();
});
