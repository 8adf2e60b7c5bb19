import { type Scenario } from '../scenarios';
import { type Wire } from '../wires';
import { type Job } from './job';
import { Link } from './link';

/** Somebody who is connected, and in a channel. */
export interface Member {
  readonly number: number;
  readonly name: string;
  readonly channel: string;
  readonly link: Link;
  /** What the server answered when it joined. */
  readonly joined: Buffer;
}

export function channelName(number: number): string {
  return `c${String(number).padStart(3, '0')}`;
}

/** Makes connections. */
export interface Door {
  connect(who: string): Promise<Link>;
  /** How many are to be made at a time. */
  readonly width: number;
}

export function doorTo(job: Job, onFault: (error: Error) => void): Door {
  return {
    width: job.backlog,
    async connect(who) {
      const link = new Link(who, job, onFault);
      await link.opened();
      return link;
    },
  };
}

/**
 * Connects the members of a scenario, and lets them join: the first into the first channel, the next
 * into the next one, round and round. When it is done, the server owes nobody anything.
 */
export async function gather(wire: Wire, scenario: Scenario, door: Door): Promise<Member[]> {
  const { members: count, channels } = scenario;
  const names = Array.from({ length: count }, (_, number) => `m${String(number).padStart(4, '0')}`);
  const { width } = door;
  const links = await inBatches(width, names, (name) => register(wire, name, door));
  const join = async (link: Link, number: number): Promise<Member> => {
    const channel = channelName(number % channels);
    const joined = await link.converse(wire.join(channel, number < channels));
    return { number, name: names[number] ?? '', channel, link, joined };
  };
  const founders = await inBatches(width, links.slice(0, channels), join);
  const others = await inBatches(width, links.slice(channels), (link, index) =>
    join(link, channels + index),
  );
  const { fence } = wire;
  if (fence !== undefined) await inBatches(width, links, (link) => link.converse([fence]));
  return [...founders, ...others];
}

/** Connects those who say who they are, and nothing else. */
export async function addIdle(wire: Wire, count: number, door: Door): Promise<void> {
  const names = Array.from({ length: count }, (_, number) => `i${number}`);
  await inBatches(door.width, names, (name) => register(wire, name, door));
}

async function register(wire: Wire, name: string, door: Door): Promise<Link> {
  const link = await door.connect(name);
  await link.converse(wire.register(name));
  return link;
}

async function inBatches<T, R>(
  size: number,
  items: readonly T[],
  each: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += size) {
    const batch = items.slice(at, at + size);
    results.push(...(await Promise.all(batch.map((item, index) => each(item, at + index)))));
  }
  return results;
}
