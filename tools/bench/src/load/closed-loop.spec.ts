import { setImmediate as turn } from 'node:timers/promises';
import { wires } from '../wires';
import { ClosedLoop } from './closed-loop';
import { Sender } from './sender';
import { firstText } from './text';

/** Two senders to one receiver, and how many messages each write of theirs had. */
function setUp(inFlight: number, burst: boolean) {
  const writes: number[] = [];
  const senders = [0, 1].map((number) => {
    const text = firstText(number);
    const speaker = { name: `m000${number}`, channel: 'c000', text, joined: Buffer.alloc(0) };
    const write = (views: readonly Buffer[]): void => {
      writes.push(Buffer.concat(views).length / 200);
    };
    return new Sender(speaker, number, { write }, 1, wires.chat, inFlight);
  });
  const population = {
    senders,
    onDone: (() => undefined) as (sender: Sender) => void,
    received: 0,
    lack: () => undefined,
    arrived: () => Promise.resolve(),
  };
  const loop = new ClosedLoop(population, inFlight, burst);
  /** Messages of a sender reach the receiver, in one read. */
  const deliver = (sender: Sender | undefined, count: number): void => {
    sender?.delivered(sender.done, count, false);
    if (sender) population.onDone(sender);
  };
  return { loop, senders, writes, deliver };
}

test('each message that is done is followed by another at once, in a write of its own', () => {
  const { loop, senders, writes, deliver } = setUp(8, false);
  loop.start();
  expect(writes).toEqual(new Array(8).fill(1));
  deliver(senders[0], 1);
  expect(writes).toHaveLength(9);
  deliver(senders[1], 3);
  expect(writes).toEqual(new Array(12).fill(1));
});

test('in bursts, what follows goes out when the turn is over, in one write per sender', async () => {
  const { loop, senders, writes, deliver } = setUp(8, true);
  loop.start();
  expect(writes).toEqual([]);
  await turn();
  expect(writes).toEqual([4, 4]);
  deliver(senders[0], 1);
  deliver(senders[1], 2);
  deliver(senders[0], 1);
  expect(writes).toHaveLength(2);
  await turn();
  expect(writes.slice(2)).toEqual([2, 2]);
});

test('when it stops, nothing follows but a last message of each', async () => {
  const { loop, senders, writes, deliver } = setUp(2, false);
  loop.start();
  const stopped = loop.stop();
  for (const sender of senders) deliver(sender, 1);
  await stopped;
  expect(writes).toEqual([1, 1, 1, 1]);
});
