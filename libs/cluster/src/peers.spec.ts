import { Peers, type Peer } from './peers';
import { ManualClock } from './testing/manual-clock';

/** Servers as one sees them whose broker brings what it has when the test says so. */
function watch(flush: () => Promise<void> = () => Promise.resolve()) {
  const clock = new ManualClock();
  const told: string[] = [];
  let beats = 0;
  const peers = new Peers(clock, flush, {
    beat: () => beats++,
    appeared: ({ id }: Peer) => told.push(`${id} appeared`),
    gone: ({ id }: Peer, why) => told.push(`${id} ${why}`),
  });
  peers.start();
  return { clock, told, peers, beats: () => beats };
}

test('a sign is given each second', async () => {
  const { clock, beats } = watch();
  await clock.run(10_000);
  expect(beats()).toBe(11);
});

test('between two signs there is nothing to do while all others give theirs', async () => {
  const { clock, peers } = watch();
  const after = jest.spyOn(clock, 'after');
  for (let seconds = 0; seconds < 10; seconds++) {
    await clock.run(500);
    peers.sign('a');
    await clock.run(500);
  }
  expect(after).toHaveBeenCalledTimes(10);
});

test('who is silent for 4 s is given up within 5 s of its last sign, once', async () => {
  const { clock, told, peers } = watch();
  peers.sign('a');
  await clock.run(1000);
  peers.sign('a');
  await clock.run(3900);
  expect(told).toEqual(['a appeared']);
  await clock.run(1000);
  expect(told).toEqual(['a appeared', 'a silent']);
  await clock.run(10_000);
  expect(told).toHaveLength(2);
  peers.sign('a');
  expect(told).toEqual(['a appeared', 'a silent', 'a appeared']);
});

test('nobody is given up whose signs had come, however late they are read', async () => {
  let bring = (): void => undefined;
  const { clock, told, peers } = watch(
    () =>
      new Promise((resolve) => {
        bring = resolve;
      }),
  );
  peers.sign('a');
  peers.sign('b');
  clock.pause(60_000);
  await clock.run(200);
  // The broker brings what it has, and then answers.
  peers.sign('a');
  bring();
  await clock.run(0);
  expect(told).toEqual(['a appeared', 'b appeared', 'b silent']);
});

test('a broker that does not answer does not keep them alive', async () => {
  const { clock, told, peers } = watch(() => new Promise(() => undefined));
  peers.sign('a');
  await clock.run(5000);
  expect(told).toEqual(['a appeared', 'a silent']);
});

test('who has stopped is gone at once, and does not come back by what is late', () => {
  const { told, peers } = watch();
  peers.sign('a');
  peers.stopped('a');
  expect(peers.sign('a')).toBeUndefined();
  expect(told).toEqual(['a appeared', 'a stopped']);
  expect(peers.size).toBe(0);
});
