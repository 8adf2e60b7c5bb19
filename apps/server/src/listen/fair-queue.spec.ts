import fc from 'fast-check';
import { FairQueue, type Waiting } from './fair-queue';

interface Numbered extends Waiting {
  readonly number: number;
}

const ORIGINS = ['192.0.2.1', '192.0.2.2', '2001:db8:0:0'];

/** All that wait, in the order in which they are taken. */
function drain(queue: FairQueue<Numbered>): Numbered[] {
  const taken: Numbered[] = [];
  for (let next = queue.take(); next !== undefined; next = queue.take()) taken.push(next);
  return taken;
}

test('another origin is next, however many of one wait', () => {
  const queue = new FairQueue<Numbered>();
  for (let number = 0; number < 300; number++) queue.add({ origin: 'many', number });
  expect(queue.take()).toEqual({ origin: 'many', number: 0 });
  queue.add({ origin: 'one', number: 0 });
  expect([queue.take(), queue.take()]).toContainEqual({ origin: 'one', number: 0 });
});

test('each is taken once unless it left, in order of its origin, and no origin twice before another', () => {
  const arrivals = fc.array(
    fc.record({ origin: fc.constantFrom(...ORIGINS), leaves: fc.boolean() }),
  );
  fc.assert(
    fc.property(arrivals, (arrived) => {
      const queue = new FairQueue<Numbered>();
      const all = arrived.map(({ origin, leaves }, number) => ({ origin, leaves, number }));
      for (const waiting of all) queue.add(waiting);
      const left = all.filter(({ leaves }) => leaves);
      for (const waiting of left) queue.delete(waiting);
      const taken = drain(queue);
      for (const origin of ORIGINS) {
        const of = (waiting: Numbered): boolean => waiting.origin === origin;
        expect(taken.filter(of)).toEqual(all.filter((each) => of(each) && !each.leaves));
      }
      taken.forEach(({ origin }, index) => {
        const next = taken[index + 1]?.origin;
        const rest = new Set(taken.slice(index + 1).map((waiting) => waiting.origin));
        if (next === origin) expect(rest).toEqual(new Set([origin]));
      });
    }),
  );
});
