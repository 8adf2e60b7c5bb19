import { type Scenario } from '../scenarios';
import { type Speaker, type Wire } from '../wires';
import { type Job } from './job';
import { Link } from './link';
import { firstText } from './text';

/** Somebody who is connected, and in a channel. */
export interface Member {
  readonly number: number;
  readonly name: string;
  readonly channel: string;
  /** The place of its server. */
  readonly server: number;
  readonly link: Link;
  /** What the server answered when it joined. */
  readonly joined: Buffer;
}

export function channelName(number: number): string {
  return `c${String(number).padStart(3, '0')}`;
}

/** Makes connections. */
export interface Door {
  /** @param server its place */
  connect(who: string, server: number): Promise<Link>;
  readonly servers: number;
  /** How many are to be made at a time. */
  readonly width: number;
}

export function doorTo(
  job: Pick<Job, 'servers' | 'secure' | 'backlog'>,
  onFault: (error: Error) => void,
): Door {
  return {
    servers: job.servers.length,
    width: job.backlog,
    async connect(who, server) {
      const link = new Link(who, job.servers[server]?.port ?? NaN, job.secure, onFault);
      await link.opened();
      return link;
    },
  };
}

/**
 * Connects the members of a scenario, and lets them join: the first into the first channel, the next
 * into the next one, round and round. Those of one channel are on one server after the other, too. When
 * it is done, the servers owe nobody anything.
 */
export async function gather(wire: Wire, scenario: Scenario, door: Door): Promise<Member[]> {
  const { members: count, channels } = scenario;
  const names = Array.from({ length: count }, (_, number) => `m${String(number).padStart(4, '0')}`);
  const { width } = door;
  const serverOf = (number: number): number =>
    ((number % channels) + Math.floor(number / channels)) % door.servers;
  const links = await inBatches(width, names, (name, number) =>
    register(wire, name, serverOf(number), door),
  );
  const join = async (link: Link, number: number): Promise<Member> => {
    const channel = channelName(number % channels);
    const joined = await link.converse(wire.join(channel, number < channels));
    return { number, name: names[number] ?? '', channel, server: serverOf(number), link, joined };
  };
  const founders = await inBatches(width, links.slice(0, channels), join);
  const others = await inBatches(width, links.slice(channels), (link, index) =>
    join(link, channels + index),
  );
  const { fence } = wire;
  if (fence !== undefined) await inBatches(width, links, (link) => link.converse([fence]));
  const members = [...founders, ...others];
  if (door.servers > 1) await meet(wire, members);
  return members;
}

/**
 * Waits until all have heard what was owed them from other servers: behind it comes what one of each server
 * says in each channel.
 */
async function meet(wire: Wire, members: readonly Member[]): Promise<void> {
  const speakers = new Map<string, Member[]>();
  for (const member of members) {
    const own = speakers.get(member.channel) ?? [];
    if (own.every(({ server }) => server !== member.server)) own.push(member);
    speakers.set(member.channel, own);
  }
  const greeting = (member: Member): Speaker => ({ ...member, text: firstText(member.number) });
  await Promise.all(
    members.map(async (member) => {
      const speaking = speakers.get(member.channel) ?? [];
      const heard = speaking
        .filter((speaker) => wire.echoes || speaker !== member)
        .map((speaker) => wire.delivery(greeting(speaker)));
      const send = speaking.includes(member) ? wire.message(greeting(member)) : Buffer.alloc(0);
      if (heard.length === 0) member.link.write([send]);
      else {
        const until = (received: Buffer): boolean => heard.every((one) => received.includes(one));
        await member.link.converse([{ send, until }]);
      }
    }),
  );
}

/** Connects those who say who they are, and nothing else. */
export async function addIdle(wire: Wire, count: number, door: Door): Promise<void> {
  const names = Array.from({ length: count }, (_, number) => `i${number}`);
  await inBatches(door.width, names, (name, number) =>
    register(wire, name, number % door.servers, door),
  );
}

async function register(wire: Wire, name: string, server: number, door: Door): Promise<Link> {
  const link = await door.connect(name, server);
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
