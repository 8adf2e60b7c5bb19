import { SendMemory, type Laggard } from './send-memory';

function laggard(
  memory: SendMemory,
  waiting: number,
  views: Uint8Array[],
): Laggard & { cut: boolean } {
  const it = {
    waiting,
    cut: false,
    cutOff: () => {
      it.cut = true;
      memory.remove(it);
      for (const view of views) memory.release(view);
    },
  };
  memory.add(it);
  for (const view of views) memory.hold(view);
  return it;
}

test('a buffer counts once, as a whole, until its last view is given back', () => {
  const memory = new SendMemory(Infinity);
  const buffer = new Uint8Array(1000);
  const [first, second] = [buffer.subarray(0, 200), buffer.subarray(200, 400)];
  memory.hold(first);
  memory.hold(second);
  memory.hold(first);
  expect(memory.size).toBe(1000);
  memory.release(first);
  memory.release(second);
  expect(memory.size).toBe(1000);
  memory.release(first);
  expect(memory.size).toBe(0);
});

test('past the limit, who is furthest behind is cut off, until the rest fits', () => {
  const memory = new SendMemory(2500);
  const shared = new Uint8Array(1000);
  const near = laggard(memory, 200, [shared.subarray(800)]);
  const far = laggard(memory, 1200, [shared, new Uint8Array(1000)]);
  memory.enforce();
  expect([near.cut, far.cut]).toEqual([false, false]);
  const furthest = laggard(memory, 5000, [new Uint8Array(1000)]);
  memory.enforce();
  expect([near.cut, far.cut, furthest.cut]).toEqual([false, false, true]);
  memory.count(600);
  memory.enforce();
  expect([near.cut, far.cut]).toEqual([false, true]);
  expect(memory.size).toBe(1600);
});
