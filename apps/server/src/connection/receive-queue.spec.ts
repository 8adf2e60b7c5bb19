import { encodeFrames, FRAME_SIZE } from '@chat/framing';
import fc from 'fast-check';
import { EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { ReceiveQueue, type FrameHandler } from './receive-queue';
import { Scheduler } from './scheduler';
import { TokenBucket } from './token-bucket';

/** Of a socket, what a receive queue uses. */
class Valve extends EventEmitter {
  readonly written: Uint8Array[] = [];
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

  write(bytes: Uint8Array): void {
    this.written.push(bytes);
  }
}

class Handler implements FrameHandler {
  readonly handled: string[] = [];
  waiting = false;
  unanswered = false;
  work = 1;

  receive(frame: Uint8Array): number {
    this.handled.push(Buffer.from(frame).toString().trimEnd());
    return this.work;
  }
}

const clock = (): number => performance.now();

/** One for which a microsecond of work is a microsecond, on any machine. */
function newScheduler(now = clock): Scheduler {
  return new Scheduler(now, () => 0);
}

function receive(scheduler = newScheduler(), bucket?: TokenBucket) {
  const valve = new Valve();
  const handler = new Handler();
  const socket = valve as unknown as Socket;
  const queue = new ReceiveQueue(socket, handler, scheduler, scheduler.open(), bucket);
  return { valve, handler, handled: handler.handled, queue };
}

function numbered(count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, index) => encodeFrames(`${index}`)));
}

function expected(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}`);
}

test('while there is room, everything is handled at once, and the socket is read on', () => {
  const { queue, handled, valve } = receive();
  queue.push(numbered(300));
  expect(handled).toEqual(expected(300));
  expect(valve.isPaused()).toBe(false);
});

test('however many flood, a turn stays short; each is handled in order, and all in the end', async () => {
  const scheduler = newScheduler();
  const flooders = Array.from({ length: 200 }, () => receive(scheduler));
  const total = (): number => flooders.reduce((sum, { handled }) => sum + handled.length, 0);
  for (const { queue } of flooders) queue.push(numbered(300));
  expect(total()).toBeLessThanOrEqual(4000);
  while (total() < 200 * 300) {
    const before = total();
    await turn();
    expect(total() - before).toBeLessThanOrEqual(4000);
    expect(total() - before).toBeGreaterThan(0);
  }
  for (const { handled } of flooders) expect(handled).toEqual(expected(300));
  while (flooders.some(({ valve }) => valve.isPaused())) await turn();
});

test('who says little is served before those that flood, in the next turn at the latest', async () => {
  let now = 0;
  const scheduler = newScheduler(() => now);
  const polite = receive(scheduler);
  now = 60_000;
  await turn();
  const flooders = Array.from({ length: 200 }, () => receive(scheduler));
  for (const { queue } of flooders) queue.push(numbered(600));
  // Who comes new is served like the polite, for little work.
  for (let turns = 0; turns < 5; turns++) await turn();
  let said = 0;
  while (flooders.some(({ queue }) => !queue.empty)) {
    polite.queue.push(numbered(3));
    said += 3;
    await turn();
    await turn();
    expect(polite.handled).toHaveLength(said);
  }
  expect(said).toBeGreaterThan(20);
});

test('work counts, not frames: who makes much of it waits behind who makes little', async () => {
  const scheduler = newScheduler();
  const [dear, cheap] = [receive(scheduler), receive(scheduler)];
  await turn();
  dear.handler.work = 1000;
  dear.queue.push(numbered(50));
  expect(dear.handled.length).toBeLessThan(5);
  cheap.queue.push(numbered(50));
  expect(cheap.handled).toHaveLength(0);
  await turn();
  expect(cheap.handled).toHaveLength(50);
  expect(dear.handled.length).toBeLessThan(10);
});

test('what waits is handled before what the turn has made is delivered', async () => {
  const scheduler = newScheduler();
  const [first, second] = [receive(scheduler), receive(scheduler)];
  first.handler.work = 5000;
  first.queue.push(numbered(1));
  const delivered = new Promise<number>((resolve) => {
    scheduler.atEnd(() => {
      resolve(second.handled.length);
    });
  });
  second.queue.push(numbered(100));
  expect(second.handled).toHaveLength(0);
  await expect(delivered).resolves.toBe(100);
});

test('a handler that waits is given no frame, and the socket is not read, until it is ready', async () => {
  const { queue, handler, handled, valve } = receive();
  handler.waiting = true;
  queue.push(numbered(3));
  await turn();
  expect(handled).toEqual([]);
  expect(valve.isPaused()).toBe(true);
  handler.waiting = false;
  queue.ready();
  await turn();
  expect(handled).toEqual(expected(3));
  expect(valve.isPaused()).toBe(false);
});

test('with tokens too, every frame is handled in order, however the stream was cut', async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 3000 }), {
    minLength: 1,
    maxLength: 20,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(cuts, fc.integer({ min: 1, max: 20 }), async (sizes, burst) => {
      const bucket = new TokenBucket(1_000_000, burst, clock);
      const { queue, valve, handled } = receive(newScheduler(), bucket);
      const size = sizes.reduce((sum, more) => sum + more, 0);
      const stream = numbered(Math.ceil(size / FRAME_SIZE)).subarray(0, size);
      let at = 0;
      for (const more of sizes) {
        queue.push(stream.subarray(at, (at += more)));
        if (valve.isPaused()) await once(valve, 'resume');
      }
      expect(queue.empty).toBe(true);
      const whole = Math.floor(size / FRAME_SIZE);
      expect(handled).toEqual(expected(whole));
    }),
    { numRuns: 50 },
  );
});

test('the memory of what was read is used again at once, whatever waits', async () => {
  const stream = numbered(2700);
  const reads = fc.array(fc.record({ who: fc.nat(4), size: fc.integer({ min: 1, max: 9000 }) }), {
    minLength: 1,
    maxLength: 60,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(reads, fc.integer({ min: 1, max: 20 }), async (pushes, burst) => {
      const memory = Buffer.alloc(9000);
      const scheduler = newScheduler();
      const peers = Array.from({ length: 5 }, (_, who) => {
        const bucket = who === 0 ? new TokenBucket(1_000_000, burst, clock) : undefined;
        const peer = receive(scheduler, bucket);
        // So much that a turn has room for a few.
        peer.handler.work = 100 * who;
        return { ...peer, at: 0 };
      });
      for (const { who, size } of pushes) {
        const peer = peers[who];
        if (peer === undefined) continue;
        stream.copy(memory, 0, peer.at, (peer.at += size));
        peer.queue.push(memory.subarray(0, size));
        memory.fill('?');
      }
      for (const { queue, handled, at } of peers) {
        while (!queue.empty) await turn();
        expect(handled).toEqual(expected(Math.floor(at / FRAME_SIZE)));
      }
    }),
    { numRuns: 30 },
  );
});

/** A bucket that is empty, and stays so for long. */
function emptyBucket(): TokenBucket {
  const bucket = new TokenBucket(1, 1, () => 0);
  bucket.take(1);
  return bucket;
}

test('in a hurry, no token is waited for', async () => {
  // The time of the next token never comes.
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance'] });
  const { queue, handled } = receive(newScheduler(), emptyBucket());
  queue.push(numbered(300));
  expect(handled).toEqual([]);
  queue.hurry();
  for (let turns = 0; !queue.empty && turns < 1000; turns++) await turn();
  jest.useRealTimers();
  expect(handled).toEqual(expected(300));
});

test('who waits for tokens is asked whether it is still there, at least every 10 s', () => {
  jest.useFakeTimers();
  const { queue, valve } = receive(newScheduler(), new TokenBucket(1, 20, () => 0));
  queue.push(numbered(21));
  for (let asked = 1; asked < 4; asked++) {
    jest.advanceTimersByTime(10_000);
    expect(valve.written.length).toBeGreaterThanOrEqual(asked);
  }
  expect(valve.written.every(({ length }) => length === 0)).toBe(true);
  jest.useRealTimers();
});

test('of one who is gone, a slice more is handled, and the rest is given up', async () => {
  const scheduler = newScheduler();
  const { queue, handler, handled } = receive(scheduler);
  handler.work = 100;
  queue.push(numbered(300));
  const before = handled.length;
  const emptied = jest.fn();
  queue.abandon();
  queue.whenEmpty(emptied);
  while (emptied.mock.calls.length === 0) await turn();
  expect(handled.length).toBeGreaterThan(before);
  expect(handled.length).toBeLessThanOrEqual(before + 5);
  await turn();
  queue.push(numbered(1));
  expect(handled.length).toBeLessThanOrEqual(before + 5);
});

test('one who is gone while it waits is given up at once', async () => {
  const waiting = receive();
  waiting.handler.waiting = true;
  const slow = receive(newScheduler(), emptyBucket());
  for (const { queue, handled } of [waiting, slow]) {
    queue.push(numbered(3));
    const emptied = jest.fn();
    queue.whenEmpty(emptied);
    queue.abandon();
    await turn();
    expect(emptied).toHaveBeenCalledTimes(1);
    expect(handled).toEqual([]);
  }
});

test('what waits for an answer is not empty before that has come; who is gone waits for none', () => {
  for (const gone of [false, true]) {
    const { queue, handler } = receive();
    queue.push(numbered(1));
    handler.waiting = handler.unanswered = true;
    const emptied = jest.fn();
    queue.whenEmpty(emptied);
    expect(queue.empty).toBe(false);
    if (gone) queue.close();
    else {
      handler.waiting = handler.unanswered = false;
      expect(emptied).not.toHaveBeenCalled();
      queue.ready();
    }
    expect(emptied).toHaveBeenCalledTimes(1);
  }
});

test('what waits is told when it is empty; what is closed handles no more', async () => {
  const scheduler = newScheduler();
  const busy = receive(scheduler);
  busy.handler.work = 10_000;
  busy.queue.push(numbered(1));
  const { queue, handled } = receive(scheduler);
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
