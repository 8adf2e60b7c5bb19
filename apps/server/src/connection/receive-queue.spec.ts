import { encodeFrames, FRAME_SIZE } from '@chat/framing';
import fc from 'fast-check';
import { EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { Backlog } from './backlog';
import { ReceiveQueue, type Queues } from './receive-queue';
import { Tarpit } from './tarpit';
import { TokenBucket } from './token-bucket';

/** Of a socket, what a receive queue uses. */
class Valve extends EventEmitter {
  #paused = false;

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.emit('resume');
  }

  isPaused(): boolean {
    return this.#paused;
  }
}

/** @param unheard whether no other member hears of any frame */
function receive(queues: Partial<Queues>, bucket?: TokenBucket, unheard = false) {
  const { backlog = new Backlog(), tarpit = new Tarpit() } = queues;
  const valve = new Valve();
  const handled: string[] = [];
  const queue = new ReceiveQueue(
    valve as unknown as Socket,
    { backlog, tarpit },
    bucket,
    (frames) => {
      for (const frame of frames) handled.push(Buffer.from(frame).toString().trimEnd());
      return unheard ? frames.length : 0;
    },
  );
  return { valve, handled, queue };
}

function numbered(count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, index) => encodeFrames(`${index}`)));
}

test('however many flood, a turn stays short, and who sends little is served in each', async () => {
  const backlog = new Backlog();
  const flooders = Array.from({ length: 21 }, () => receive({ backlog }));
  const flood = numbered(300);
  const total = (): number => flooders.reduce((sum, { handled }) => sum + handled.length, 0);
  for (const { queue } of flooders) queue.push(flood);
  // The read with which the 1024 frames of a turn are used up is the last.
  expect(total()).toBe(4 * 300);
  const polite = receive({ backlog });
  for (let turns = 1; total() < 21 * 300; turns++) {
    const before = total();
    await turn();
    expect(total() - before).toBeLessThanOrEqual(4 * 300);
    expect(total() - before).toBeGreaterThan(0);
    polite.queue.push(numbered(64));
    expect(polite.handled).toHaveLength(turns * 64);
  }
  const expected = Array.from({ length: 300 }, (_, index) => `${index}`);
  for (const { handled, valve } of flooders) {
    expect(handled).toEqual(expected);
    expect(valve.isPaused()).toBe(false);
  }
});

test('they are served in the order in which they came, and who comes later waits behind them', async () => {
  const backlog = new Backlog();
  const flooders = Array.from({ length: 6 }, () => receive({ backlog }));
  const lengths = (): number[] => flooders.map(({ handled }) => handled.length);
  for (const { queue } of flooders.slice(0, 5)) queue.push(numbered(512));
  expect(lengths()).toEqual([512, 512, 0, 0, 0, 0]);
  await turn();
  expect(lengths()).toEqual([512, 512, 512, 512, 0, 0]);
  flooders[5]?.queue.push(numbered(65));
  expect(lengths()).toEqual([512, 512, 512, 512, 0, 0]);
  await turn();
  expect(lengths()).toEqual([512, 512, 512, 512, 512, 65]);
});

test('what is handled from the backlog is handled before what it leads to is delivered', async () => {
  const backlog = new Backlog();
  const [first, second] = [receive({ backlog }), receive({ backlog })];
  first.queue.push(numbered(1024));
  second.queue.push(numbered(100));
  const delivered = new Promise<number>((resolve) => {
    setImmediate(() => {
      resolve(second.handled.length);
    });
  });
  await expect(delivered).resolves.toBe(100);
});

test('with tokens too, every frame is handled in order, however the stream was cut', async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 3000 }), {
    minLength: 1,
    maxLength: 20,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(cuts, fc.integer({ min: 1, max: 20 }), async (sizes, burst) => {
      const bucket = new TokenBucket(1_000_000, burst, () => performance.now());
      const { queue, valve, handled } = receive({}, bucket);
      const size = sizes.reduce((sum, more) => sum + more, 0);
      const stream = numbered(Math.ceil(size / FRAME_SIZE)).subarray(0, size);
      let at = 0;
      for (const more of sizes) {
        queue.push(stream.subarray(at, (at += more)));
        if (valve.isPaused()) await once(valve, 'resume');
      }
      expect(queue.empty).toBe(true);
      const whole = Math.floor(size / FRAME_SIZE);
      expect(handled).toEqual(Array.from({ length: whole }, (_, index) => `${index}`));
    }),
    { numRuns: 50 },
  );
});

test('what waits is told when it is empty; what is closed handles no more', async () => {
  const backlog = new Backlog();
  receive({ backlog }).queue.push(numbered(1024));
  const { queue, handled } = receive({ backlog });
  const told: string[] = [];
  queue.whenEmpty(() => told.push('at once'));
  queue.push(numbered(100));
  queue.whenEmpty(() => told.push('later'));
  expect(told).toEqual(['at once']);
  queue.close();
  expect(told).toEqual(['at once', 'later']);
  await turn();
  queue.push(numbered(1));
  expect(handled).toHaveLength(0);
});

test('who says more than 256 frames that nobody hears waits for others who did, once all is handled', async () => {
  const tarpit = new Tarpit();
  const peers = [1, 2, 3].map(() => receive({ tarpit }, undefined, true));
  const resumed: number[] = [];
  peers.forEach(({ valve, queue, handled }, index) => {
    queue.push(numbered(254));
    queue.push(numbered(2));
    expect(valve.isPaused()).toBe(false);
    queue.push(numbered(2));
    expect(valve.isPaused()).toBe(true);
    expect(handled).toHaveLength(258);
    expect(queue.empty).toBe(true);
    valve.on('resume', () => resumed.push(index));
  });
  await once(peers[2]?.valve ?? new Valve(), 'resume');
  expect(resumed).toEqual([0, 1, 2]);
  // From then on, it counts anew.
  peers[0]?.queue.push(numbered(256));
  expect(peers[0]?.valve.isPaused()).toBe(false);
});

test('who waits for each answer never has to wait for others', () => {
  const { queue, valve } = receive({}, undefined, true);
  for (let asked = 0; asked < 300; asked++) {
    queue.push(numbered(1));
    expect(valve.isPaused()).toBe(false);
  }
});

test('who was closed while it waited so is not read again', async () => {
  const tarpit = new Tarpit();
  const [closed, other] = [
    receive({ tarpit }, undefined, true),
    receive({ tarpit }, undefined, true),
  ];
  for (const { queue } of [closed, other]) queue.push(numbered(257));
  closed.queue.close();
  await once(other.valve, 'resume');
  expect(closed.valve.isPaused()).toBe(true);
});
