/** Microseconds of processor time of servers. */
export interface Costs {
  /** A second in which nothing happens, on a server that stands alone, and on one that knows others. */
  readonly alone: number;
  readonly joined: number;
  /** A message that comes from a member. */
  readonly frame: number;
  /** A delivery to a member, in a write of its own. */
  readonly delivery: number;
  /** Telling the broker what was said in a channel in a turn, and hearing that from it. */
  readonly batchOut: number;
  readonly batchIn: number;
}

/** Messages that come at a rate at which each is a turn of its own. */
export interface Load {
  readonly name: string;
  readonly members: number;
  readonly channels: number;
  readonly senders: number;
  /** Messages a second, of all senders together. */
  readonly rate: number;
}

/** What servers took for a load. */
export interface Sample {
  /** Messages a second, as they came. */
  readonly rate: number;
  /** Microseconds a second, of each server, and of what joins them. */
  readonly servers: readonly number[];
  readonly broker: number;
}

/** What the costs are drawn from: one member talks. */
export interface Samples extends Pick<Costs, 'alone' | 'joined'> {
  /** To one other member on the same server. */
  readonly pair: Sample;
  /** To the other members of a channel on the same server, of whom there are so many. */
  readonly room: Sample;
  readonly hearers: number;
  /** To one other member on another server, the second. */
  readonly apart: Sample;
}

export function costsOf({ alone, joined, pair, room, hearers, apart }: Samples): Costs {
  const forMessage = ({ rate, servers }: Sample, place: number, standing: number): number =>
    ((servers[place] ?? NaN) - standing) / rate;
  const toOne = forMessage(pair, 0, alone);
  const delivery = (forMessage(room, 0, alone) - toOne) / (hearers - 1);
  const frame = toOne - delivery;
  const batchOut = forMessage(apart, 0, joined) - frame;
  const batchIn = forMessage(apart, 1, joined) - delivery;
  return { alone, joined, frame, delivery, batchOut, batchIn };
}

/**
 * Microseconds a second that a load costs all servers together, the members of each channel spread over
 * them: each message is a batch, and each other server hears it that has a member in the channel.
 */
export function forecast(costs: Costs, { members, channels, rate }: Load, servers: number): number {
  const { alone, joined, frame, delivery, batchOut, batchIn } = costs;
  const together = members / channels;
  const others = Math.min(servers, together) - 1;
  const bridge = others > 0 ? batchOut + others * batchIn : 0;
  const standing = servers === 1 ? alone : servers * joined;
  return standing + rate * (frame + (together - 1) * delivery + bridge);
}
