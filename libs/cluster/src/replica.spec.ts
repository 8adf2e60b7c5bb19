import fc from 'fast-check';
import { keyOf } from './channel-key';
import { Replica } from './replica';
import { ManualClock } from './testing/manual-clock';

function open() {
  const clock = new ManualClock();
  const told: string[] = [];
  const replica = new Replica(clock, {
    added: (channel) => told.push(`+${channel}`),
    removed: (channel) => told.push(`-${channel}`),
  });
  return { clock, told, replica };
}

/** Whether a promise has resolved by now, and to what. */
async function now<Value>(promise: Promise<Value>): Promise<Value | 'later'> {
  return Promise.race([promise, new Promise<'later'>((end) => setImmediate(end, 'later'))]);
}

test('it is complete when the bucket has been read as a whole, empty or not', async () => {
  const empty = open().replica;
  empty.begin();
  expect(await now(empty.complete)).toBe('later');
  empty.end(0);
  expect(await now(empty.complete)).toBeUndefined();
  const { replica, told } = open();
  replica.begin();
  replica.take('tea', true, 3);
  replica.take('mate', true, 4);
  expect(await now(replica.complete)).toBe('later');
  replica.end(4);
  expect(await now(replica.complete)).toBeUndefined();
  expect(told).toEqual(['+tea', '+mate']);
});

test('who waits for a revision is told when it is reached, or too late', async () => {
  const { clock, replica } = open();
  replica.begin();
  replica.end(5);
  expect(await now(replica.reached(5, 1000))).toBe(true);
  const six = replica.reached(6, 1000);
  const seven = replica.reached(7, 1000);
  const late = replica.reached(8, 1000);
  replica.take('tea', true, 6);
  expect(await now(six)).toBe(true);
  expect(await now(seven)).toBe('later');
  // Whatever it was.
  replica.take('a.b', true, 7);
  expect(await now(seven)).toBe(true);
  await clock.run(999);
  expect(await now(late)).toBe('later');
  await clock.run(1);
  expect(await now(late)).toBe(false);
});

test('from the moment that it is read anew, no revision counts that was reached before', async () => {
  const { clock, replica, told } = open();
  replica.begin();
  replica.take('tea', true, 9);
  replica.end(9);
  replica.begin();
  const reached = replica.reached(2, 1000);
  replica.take('mate', true, 1);
  await clock.run(1000);
  expect(await reached).toBe(false);
  replica.end(2);
  expect(await now(replica.reached(2, 1000))).toBe(true);
  expect(told).toEqual(['+tea', '+mate', '-tea']);
});

/** A bucket as it is watched: keys with values or marks, and what no watcher is told. */
type Change =
  | { readonly type: 'put' | 'delete'; readonly key: string }
  | { readonly type: 'clear' }
  | { readonly type: 'read' };

test('whatever happens to the bucket, it is equal to it, or says that they do not agree', () => {
  // The last is no channel's.
  const key = fc.constantFrom(...['tea', 'mate', 'a b', 'é'].map(keyOf), 'a.b');
  const change: fc.Arbitrary<Change> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ type: fc.constantFrom('put', 'delete'), key }) },
    fc.record({ type: fc.constantFrom('clear', 'read') }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const { replica, told } = open();
      const bucket = new Map<string, { exists: boolean; revision: number }>();
      let [revision, cleared] = [0, false];
      const read = (): void => {
        replica.begin();
        for (const [name, entry] of bucket) replica.take(name, entry.exists, entry.revision);
        replica.end(revision);
        cleared = false;
      };
      read();
      for (const each of changes) {
        if (each.type === 'read') read();
        else if (each.type === 'clear') {
          cleared ||= bucket.size > 0;
          bucket.clear();
        } else {
          const entry = { exists: each.type === 'put', revision: ++revision };
          // The last that was changed is read last.
          bucket.delete(each.key);
          bucket.set(each.key, entry);
          replica.take(each.key, entry.exists, revision);
        }
        const there = ['tea', 'mate', 'a b', 'é'].filter((name) => bucket.get(keyOf(name))?.exists);
        const known = ['tea', 'mate', 'a b', 'é'].filter((name) => replica.has(name));
        const agrees = replica.agrees(bucket.size, revision);
        if (!cleared) expect(agrees).toBe(true);
        if (agrees) expect(known).toEqual(there);
        expect(toldOf(told)).toEqual([...known].sort());
      }
    }),
  );
});

/** The channels that a listener knows of; it is told nothing twice. */
function toldOf(told: readonly string[]): string[] {
  const channels = new Set<string>();
  for (const each of told) {
    const name = each.slice(1);
    expect(channels.has(name)).toBe(each.startsWith('-'));
    if (each.startsWith('+')) channels.add(name);
    else channels.delete(name);
  }
  return [...channels].sort();
}
