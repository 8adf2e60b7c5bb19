import { createHistogram } from 'node:perf_hooks';
import { wires } from '../wires';
import { Arrivals } from './arrivals';
import { keepPace } from './open-loop';
import { Sender } from './sender';
import { firstText } from './text';

/** A clock that goes on by so many milliseconds whenever it is looked at. */
function ticking(step: number): { now(): number; readonly time: number } {
  let time = 1000;
  return {
    now() {
      time += step;
      return time;
    },
    get time() {
      return time;
    },
  };
}

/** One sender whose messages are done at once, and which has room when it is said to. */
function crowd(free: () => number = () => 1) {
  const calls: { count: number; due: number }[] = [];
  const sender = {
    get free() {
      return free();
    },
    send(count: number, due = 0) {
      calls.push({ count, due });
      population.done += count;
    },
  };
  const population = { senders: [sender], done: 100 };
  return { population, calls };
}

/** When messages are due, up to the end. */
function dueTimes(duration: number): number[] {
  const arrivals = new Arrivals(3, 1, 5);
  const times = [];
  while (arrivals.due <= duration) {
    times.push(arrivals.due);
    arrivals.advance();
  }
  return times;
}

const START = 1000.5;

test('each message goes out in a write of its own, with the time at which it was due', async () => {
  const { population, calls } = crowd();
  const { kept, turns } = await keepPace(population, new Arrivals(3, 1, 5), 20, ticking(0.5));
  expect(calls).toEqual(dueTimes(20).map((due) => ({ count: 1, due: START + due })));
  expect(calls.length).toBeGreaterThan(30);
  expect({ kept, turns }).toEqual({ kept: true, turns: 40 });
});

test('what cannot go out yet is late from when it was due, and none of it is left out', async () => {
  const clock = ticking(0.5);
  const { population, calls } = crowd(() => (clock.time < START + 15 ? 0 : 1));
  const { kept } = await keepPace(population, new Arrivals(3, 1, 5), 20, clock);
  expect(calls.map(({ due }) => due)).toEqual(dueTimes(20).map((due) => START + due));
  expect(kept).toBe(true);
});

test('a server that does not deliver has not kept up, and is not waited for without end', async () => {
  const { population, calls } = crowd();
  const stuck = { senders: population.senders, done: 0 };
  const { kept, turns } = await keepPace(stuck, new Arrivals(3, 1, 5), 20, ticking(0.5));
  expect(calls.length).toBeGreaterThan(30);
  expect(kept).toBe(false);
  expect(turns).toBeLessThan(1000);
});

test('a server that takes no message has not kept up', async () => {
  const { population } = crowd(() => 0);
  const { kept } = await keepPace(population, new Arrivals(3, 1, 5), 20, ticking(0.5));
  expect(kept).toBe(false);
});

test('a delivery took as long as it is since the message was due, not since it was sent', () => {
  const speaker = { name: 'm0000', channel: 'c000', text: firstText(0), joined: Buffer.alloc(0) };
  const sender = new Sender(speaker, 0, { write: () => undefined }, 2, wires.chat, 4);
  sender.latencies = createHistogram();
  sender.send(1, performance.now() - 5000);
  sender.delivered(0, 1, false);
  expect(sender.latencies.min).toBeGreaterThanOrEqual(4_900_000_000);
  sender.delivered(0, 1, true);
  expect(sender.latencies.count).toBe(1);
  expect(sender.done).toBe(1);
});
