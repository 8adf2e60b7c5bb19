import { setTimeout as delay } from 'node:timers/promises';
import { encodeFrames } from '@chat/framing';
import { doorTo } from '../load/members';
import { SystemProcesses } from '../measure/processes';
import { RunningSystem } from '../running-system';
import { wires } from '../wires';
import { fence } from '../wires/chat';
import { servers } from './loads';

/** Milliseconds after which what was put off is done. */
const REST = 2000;

/** Members that create channels, one after the other, and how many each. */
const FOUNDERS = 50;
const FOUNDED = 200;
const CHANNELS = FOUNDERS * FOUNDED;

/** Bytes of resident memory that each channel took. */
export interface ChannelMemory {
  /** Where it was created: its name, what is known of it, and the subscription. */
  readonly here: number;
  /** On a server that has no member in it: its name. */
  readonly elsewhere: number;
  /** Of the broker: the key and the subscription. */
  readonly broker: number;
}

/** Has members of one of two servers create many channels, which stay open there for half a minute. */
export async function channelMemory(): Promise<ChannelMemory> {
  const system = await RunningSystem.start(servers(2));
  try {
    const memories = await Promise.all(
      [...system.servers, ...(system.broker === undefined ? [] : [system.broker])].map((one) =>
        SystemProcesses.of({ servers: [one] }),
      ),
    );
    const resident = async (): Promise<number[]> => {
      await delay(REST);
      return Promise.all(memories.map((memory) => memory.residentBytes()));
    };
    let fault: Error | undefined;
    const door = doorTo({ servers: system.servers, secure: false, backlog: 1 }, (error) => {
      fault ??= error;
    });
    const founders = await Promise.all(
      Array.from({ length: FOUNDERS }, async (_, number) => {
        const name = `founder-${number}`;
        const link = await door.connect(name, 0);
        await link.converse(wires.chat.register(name));
        return { name, link };
      }),
    );
    const before = await resident();
    await Promise.all(
      founders.map(({ name, link }) => {
        const commands = Array.from({ length: FOUNDED }, (_, number) =>
          encodeFrames(`/create ${name}-${number}`),
        );
        return link.converse([{ ...fence, send: Buffer.concat([...commands, fence.send]) }]);
      }),
    );
    if (fault !== undefined) throw fault;
    const after = await resident();
    const [here = NaN, elsewhere = NaN, broker = NaN] = after.map(
      (bytes, place) => (bytes - (before[place] ?? NaN)) / CHANNELS,
    );
    return { here, elsewhere, broker };
  } finally {
    await system.stop();
  }
}
