import { Backoff } from './backoff';

afterEach(() => {
  jest.restoreAllMocks();
});

function chance(value: number): void {
  jest.spyOn(Math, 'random').mockReturnValue(value);
}

function pauses(backoff: Backoff, count: number): number[] {
  return Array.from({ length: count }, () => backoff.next());
}

test('a second, and twice as long each time, 30 seconds at most', () => {
  chance(0);
  expect(pauses(new Backoff(), 7)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test('up to half of it less, by chance', () => {
  chance(0.8);
  expect(pauses(new Backoff(), 2)).toEqual([600, 1200]);
});

test('anew after a connection that lasted 10 seconds', () => {
  chance(0);
  const backoff = new Backoff();
  pauses(backoff, 3);
  backoff.lost(9999);
  expect(backoff.next()).toBe(8000);
  backoff.lost(10_000);
  expect(backoff.next()).toBe(1000);
});
