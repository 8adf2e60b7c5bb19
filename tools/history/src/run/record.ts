import { setTimeout as delay } from 'node:timers/promises';
import { SETTLING } from '../checks/excuse';
import { type FaultKind, type History } from '../history';
import { haunt, type Pace } from './nemesis';
import { Person, type Town } from './person';
import { Random } from './random';
import { Recorder } from './recorder';
import { World, type Size } from './world';

export interface Options extends Size {
  /** Of all choices: who does what, and what befalls. The order in which it meets is of the machine. */
  readonly seed: number;
  /** For which things befall. */
  readonly seconds: number;
  /** At each server. */
  readonly people: number;
  /** Milliseconds between two things that one does, at most. */
  readonly haste: number;
  readonly kinds: readonly FaultKind[];
  readonly pace: Pace;
}

/** Milliseconds for the last things that are said to be heard. */
const LAST_NEWS = 3000;

/** Starts servers, lets people chat on them and faults befall them, waits until it is calm, and ends all. */
export async function record(options: Options): Promise<History> {
  const { seed, seconds, people: count, haste, kinds, pace } = options;
  const recorder = new Recorder();
  const world = await World.start(options);
  try {
    const hauntingEnds = AbortSignal.timeout(seconds * 1000);
    const lifeEnds = new AbortController();
    const town: Town = { recorder, haste, over: lifeEnds.signal, channels: 0 };
    const people = world.servers.flatMap(({ port }, server) =>
      Array.from({ length: count }, (_, number) => {
        const index = server * count + number;
        return new Person(town, { index, server, port }, new Random(seed, index + 1));
      }),
    );
    const lives = Promise.all(people.map((person) => person.live()));
    await haunt(world, recorder, { random: new Random(seed, 0), kinds, pace, over: hauntingEnds });
    await Promise.race([lives, delay(SETTLING)]);
    lifeEnds.abort();
    await lives;
    recorder.note({ type: 'calm' });
    const clients = people.flatMap(({ client }) => client ?? []);
    for (const client of clients) client.say();
    await Promise.all(clients.map((client) => client.call({ kind: 'list' })));
    await delay(LAST_NEWS);
    return [...recorder.history];
  } finally {
    await world.stop();
  }
}
