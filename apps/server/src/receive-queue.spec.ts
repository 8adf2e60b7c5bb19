import { encodeFrames, FRAME_SIZE } from '@chat/framing';
import fc from 'fast-check';
import { EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { Backlog } from './backlog';
import { ReceiveQueue } from './receive-queue';
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

function receive(backlog: Backlog, bucket?: TokenBucket) {
  const valve = new Valve();
  const handled: string[] = [];
  const queue = new ReceiveQueue(valve as unknown as Socket, backlog, bucket, (frames) => {
    for (const frame of frames) handled.push(Buffer.from(frame).toString().trimEnd());
  });
  return { valve, handled, queue };
}

function numbered(count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, index) => encodeFrames(`${index}`)));
}

test('however many flood, one share of 64 frames is handled per turn, of each in order', async () => {
  const backlog = new Backlog();
  const flooders = Array.from({ length: 21 }, () => receive(backlog));
  const flood = numbered(300);
  const total = (): number => flooders.reduce((sum, { handled }) => sum + handled.length, 0);
  for (const { queue } of flooders) queue.push(flood);
  expect(total()).toBe(21 * 64);
  // One who sends little meanwhile does not wait at all.
  const polite = receive(backlog);
  for (let turns = 1; total() < 21 * 300; turns++) {
    const before = total();
    await turn();
    expect(total() - before).toBeLessThanOrEqual(64);
    expect(total() - before).toBeGreaterThan(0);
    polite.queue.push(encodeFrames('hi'));
    expect(polite.handled).toHaveLength(turns);
  }
  const expected = Array.from({ length: 300 }, (_, index) => `${index}`);
  for (const { handled, valve } of flooders) {
    expect(handled).toEqual(expected);
    expect(valve.isPaused()).toBe(false);
  }
});

test('they are served one after another, and none twice before the others', async () => {
  const backlog = new Backlog();
  const flooders = Array.from({ length: 3 }, () => receive(backlog));
  for (const { queue } of flooders) queue.push(numbered(192));
  const lengths = (): number[] => flooders.map(({ handled }) => handled.length);
  const seen = [];
  for (let turns = 0; turns < 6; turns++) {
    await turn();
    seen.push(lengths());
  }
  expect(seen).toEqual([
    [128, 64, 64],
    [128, 128, 64],
    [128, 128, 128],
    [192, 128, 128],
    [192, 192, 128],
    [192, 192, 192],
  ]);
});

test('with tokens too, every frame is handled in order, however the stream was cut', async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(cuts, fc.integer({ min: 1, max: 20 }), async (sizes, burst) => {
      const bucket = new TokenBucket(1_000_000, burst, () => performance.now());
      const { queue, valve, handled } = receive(new Backlog(), bucket);
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
  const { queue, handled } = receive(new Backlog());
  const told: string[] = [];
  queue.whenEmpty(() => told.push('at once'));
  queue.push(numbered(100));
  queue.whenEmpty(() => told.push('later'));
  expect(told).toEqual(['at once']);
  queue.close();
  expect(told).toEqual(['at once', 'later']);
  await turn();
  queue.push(numbered(1));
  expect(handled).toHaveLength(64);
});
