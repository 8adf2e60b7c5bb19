import fc from 'fast-check';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { Traffic } from '../operation/traffic';
import { Scheduler } from './scheduler';
import { SendMemory } from './send-memory';
import { SendQueue } from './send-queue';

/** A socket whose peer takes a write when it is told to. */
class SlowSocket extends Duplex {
  readonly writes: Buffer[] = [];
  /** Bytes that the peer has taken. */
  taken = 0;
  #done: (() => void) | undefined;

  override _read(): void {
    // The peer says nothing.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.writes.push(chunk);
    this.#done = done;
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.writes.push(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    this.#done = done;
  }

  /** Takes the write that waits. Whether there was one. */
  takeWrite(): boolean {
    const done = this.#done;
    if (done === undefined) return false;
    this.#done = undefined;
    this.taken += this.writes.at(-1)?.length ?? 0;
    done();
    return true;
  }

  setTimeout(): void {
    // The peer takes everything in time.
  }
}

function queue(limit = Infinity) {
  const socket = new SlowSocket();
  const scheduler = new Scheduler();
  const surroundings = { traffic: new Traffic(), scheduler, memory: new SendMemory(limit) };
  const cutOff = jest.fn();
  const account = scheduler.open();
  const sending = new SendQueue(socket as unknown as Socket, surroundings, account, cutOff);
  return { socket, queue: sending, memory: surroundings.memory, cutOff };
}

test('however slowly the peer reads, it gets every byte once, in order, and the rest is counted', async () => {
  const views = fc.array(fc.constantFrom(200, 600, 2000), {
    minLength: 1,
    maxLength: 400,
    size: 'max',
  });
  const actions = fc.array(fc.oneof(views, fc.constant('take' as const)), {
    maxLength: 20,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(actions, async (history) => {
      const { socket, queue: sending } = queue();
      const delivered: Uint8Array[] = [];
      let size = 0;
      for (const action of history) {
        if (action === 'take') socket.takeWrite();
        else {
          const more = action.map((length, index) => new Uint8Array(length).fill(size + index));
          size += more.reduce((sum, view) => sum + view.length, 0);
          delivered.push(...more);
          expect(sending.deliver(more)).toBe(size - socket.taken);
        }
        await turn();
      }
      sending.end();
      while (socket.takeWrite()) await turn();
      expect(Buffer.concat(socket.writes).equals(Buffer.concat(delivered))).toBe(true);
      expect(socket.writableEnded).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('what waits is sent in few writes, none of which copies much', async () => {
  const { socket, queue: sending } = queue();
  const frame = new Uint8Array(200);
  for (let index = 0; index < 1001; index++) sending.deliver([frame]);
  while (socket.takeWrite()) await turn();
  expect(socket.taken).toBe(1001 * 200);
  expect(socket.writes.length).toBeLessThan(10);
  expect(Math.max(...socket.writes.map(({ length }) => length))).toBeLessThanOrEqual(256 * 200);
});
