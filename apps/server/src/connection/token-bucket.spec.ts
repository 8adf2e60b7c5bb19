import fc from 'fast-check';
import { TokenBucket } from './token-bucket';

let now = 0;
const clock = (): number => now;

beforeEach(() => {
  now = 0;
});

test('the burst is there at once, then one token at a time as the rate has it', () => {
  const bucket = new TokenBucket(10, 3, clock);
  expect(bucket.wait()).toBe(0);
  expect(bucket.take(5)).toBe(3);
  expect(bucket.take(1)).toBe(0);
  expect(bucket.wait()).toBe(100);
  now = 99;
  expect(bucket.take(1)).toBe(0);
  expect(bucket.wait()).toBe(1);
  now = 100;
  expect(bucket.wait()).toBe(0);
  expect(bucket.take(1)).toBe(1);
  expect(bucket.take(1)).toBe(0);
});

test('no more than the burst is saved up', () => {
  const bucket = new TokenBucket(10, 3, clock);
  now = 3_600_000;
  expect(bucket.take(100)).toBe(3);
});

test('whoever waits loses nothing because it comes late', () => {
  const bucket = new TokenBucket(1000, 1, clock);
  let taken = 0;
  for (now = 0; now < 10_000; now += 7) taken += bucket.take(10_000 - taken);
  expect(taken).toBeGreaterThan(9990);
  now += 1000;
  expect(bucket.take(1)).toBe(1);
  now += 1000;
  expect(bucket.take(1000)).toBe(1);
});

const steps = fc.array(
  fc.record({ pause: fc.integer({ min: 0, max: 5000 }), wanted: fc.integer({ min: 0, max: 50 }) }),
);

test('never more than burst + rate × time; waiting as told always brings a token', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 100 }),
      steps,
      (rate, burst, taken) => {
        now = 0;
        const bucket = new TokenBucket(rate, burst, clock);
        let total = 0;
        for (const { pause, wanted } of taken) {
          now += pause;
          const got = bucket.take(wanted);
          expect(got).toBeLessThanOrEqual(wanted);
          total += got;
          expect(total).toBeLessThanOrEqual(burst + (rate * now) / 1000 + 1e-6);
        }
        now += bucket.wait() + 1;
        expect(bucket.take(1)).toBe(1);
      },
    ),
  );
});
