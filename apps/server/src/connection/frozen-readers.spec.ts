import { encodeFrames } from '@chat/framing';
import { Hub } from '@chat/hub';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { defaultOptions } from '../operation/options';
import { Traffic } from '../operation/traffic';
import { Connection, type Surroundings } from './connection';
import { Scheduler } from './scheduler';
import { SendMemory } from './send-memory';

const READERS = 1000;

/** Bytes that each may leave unread here. */
const LIMIT = 512 * 1024;

/** A socket whose peer reads nothing, once the system's own buffers are full. */
class FrozenSocket extends Duplex {
  override _read(): void {
    // What it says is pushed by the test.
  }

  override _write(): void {
    // Never done.
  }

  setTimeout(): void {
    // It is cut off before that.
  }
}

/** Real sockets would take gigabytes of the system's memory first, which is not the server's. */
function connect(surroundings: Surroundings, name: string): FrozenSocket {
  const socket = new FrozenSocket();
  new Connection(socket as unknown as Socket, { address: '', port: 0 }, surroundings);
  socket.push(encodeFrames(name));
  return socket;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function memory(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test('1000 frozen readers of a busy room cost its bytes once, and a pointer for each view', async () => {
  const traffic = new Traffic();
  let cutOff = 0;
  const surroundings: Surroundings = {
    hub: new Hub({ schedule: setImmediate }),
    options: { ...defaultOptions(), nameTimeout: Infinity },
    traffic,
    scheduler: new Scheduler(),
    memory: new SendMemory(Infinity),
    sendQueueLimit: LIMIT,
    named: () => undefined,
    ended: (_, reason) => {
      if (reason === 'slow_reader') cutOff++;
    },
  };
  const talker = connect(surroundings, 'Talker');
  talker.push(encodeFrames('/create c'));
  for (let reader = 0; reader < READERS; reader++) {
    connect(surroundings, 'Frozen').push(encodeFrames('/join c'));
  }
  while (traffic.framesIn < 2 * (READERS + 1)) await turn();
  await turn();
  const before = memory();
  let most = 0;
  // The worst case: every message is a turn, and so a view, of its own.
  for (let said = 0; cutOff === 0; said++) {
    talker.push(encodeFrames('busy'));
    await turn();
    await turn();
    if (said % 500 === 499) most = Math.max(most, memory() - before);
  }
  expect(traffic.sendQueueHighWater).toBe(LIMIT - (LIMIT % 200) + 200);
  // Had each its own copy of what it is owed, it would be all of it.
  expect(most).toBeLessThan((READERS * LIMIT) / 4);
  while (cutOff < READERS) await turn();
});
