import { type Scenario } from '../scenarios';
import { type Wire } from '../wires';
import { type Job } from './job';
import { Link } from './link';

/** Connections that are made at a time: no server has a shorter queue of those it did not accept. */
const BATCH = 100;

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

/** Makes a connection of somebody. */
export type Connect = (who: string) => Promise<Link>;

export function connectTo(job: Job, onFault: (error: Error) => void): Connect {
  return async (who) => {
    const link = new Link(who, job, onFault);
    await link.opened();
    return link;
  };
}

/**
 * Connects the members of a scenario, and lets them join: the first into the first channel, the next
 * into the next one, round and round. When it is done, the server owes nobody anything.
 */
export async function gather(wire: Wire, scenario: Scenario, connect: Connect): Promise<Member[]> {
  const { members: count, channels } = scenario;
  const names = Array.from({ length: count }, (_, number) => `m${String(number).padStart(4, '0')}`);
  const links = await inBatches(names, (name) => register(wire, name, connect));
  const join = async (link: Link, number: number): Promise<Member> => {
    const channel = channelName(number % channels);
    const joined = await link.converse(wire.join(channel, number < channels));
    return { number, name: names[number] ?? '', channel, link, joined };
  };
  const founders = await inBatches(links.slice(0, channels), join);
  const others = await inBatches(links.slice(channels), (link, index) =>
    join(link, channels + index),
  );
  const { fence } = wire;
  if (fence !== undefined) await inBatches(links, (link) => link.converse([fence]));
  return [...founders, ...others];
}

/** Connects those who say who they are, and nothing else. */
export async function addIdle(wire: Wire, count: number, connect: Connect): Promise<void> {
  const names = Array.from({ length: count }, (_, number) => `i${number}`);
  await inBatches(names, (name) => register(wire, name, connect));
}

async function register(wire: Wire, name: string, connect: Connect): Promise<Link> {
  const link = await connect(name);
  await link.converse(wire.register(name));
  return link;
}

async function inBatches<T, R>(
  items: readonly T[],
  each: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += BATCH) {
    const batch = items.slice(at, at + BATCH);
    results.push(...(await Promise.all(batch.map((item, index) => each(item, at + index)))));
  }
  return results;
}
