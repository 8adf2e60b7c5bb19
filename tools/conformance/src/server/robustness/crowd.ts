import { hasJoined, hasLeft, said } from '../driver/wording';

/** Things that each member of the crowd says. */
const SAYINGS = 100;

/** One member of the crowd, and everything that it is going to do. */
export interface Role {
  readonly name: string;
  /** The channels that it is in, one after another. Whoever has but one stays there to the end. */
  readonly visits: readonly string[];
  /** How the connection of one who moves about dies in the end. */
  readonly death: 'end' | 'half frame' | 'reset';
}

export function stays(role: Role): boolean {
  return role.visits.length === 1;
}

/** What a member says during a visit, the channel's name in it. */
function sayings(role: Role, visit: number): string[] {
  const count = SAYINGS / role.visits.length;
  return Array.from(
    { length: count },
    (_, index) => `${visit * count + index} in ${role.visits[visit] ?? ''}`,
  );
}

/**
 * The frames that a member sends, in order, once it is in its first channel. Between two visits it
 * goes to a channel of its own and sends a `/join` without argument there: the reply parts what it
 * hears of the one from what it hears of the other.
 */
export function script(role: Role): string[] {
  return role.visits.flatMap((channel, visit) => {
    const retreat = `retreat ${visit} of ${role.name}`;
    const move = visit === 0 ? [] : [`/create ${retreat}`, '/join', `/join ${channel}`];
    return [...move, ...sayings(role, visit)];
  });
}

/** All that is heard of a member in a channel by somebody who is there all the time, in order. */
export function heardOf(role: Role, channel: string): string[] {
  return role.visits.flatMap((visited, visit) => {
    if (visited !== channel) return [];
    const texts = sayings(role, visit).map((text) => said(role.name, text));
    const coming = visit === 0 ? [] : [hasJoined(role.name)];
    return [...coming, ...texts, ...(stays(role) ? [] : [hasLeft(role.name)])];
  });
}

const CHANNELS = 20;

/** In each channel as many who stay, and as many who move about from there. */
const OF_EACH_KIND = 5;

const DEATHS = ['end', 'half frame', 'reset'] as const;

function channelName(index: number): string {
  return `channel ${index % CHANNELS}`;
}

/** The roles of two hundred members, by the channel that they are in at first. */
export function crowd(): Map<string, Role[]> {
  const numbers = Array.from({ length: OF_EACH_KIND }, (_, index) => index);
  const byChannel = new Map<string, Role[]>();
  for (let at = 0; at < CHANNELS; at++) {
    const stayers = numbers.map((number): Role => ({
      name: `s${at}n${number}`,
      visits: [channelName(at)],
      death: 'end',
    }));
    const rovers = numbers.map((number): Role => ({
      name: `r${at}n${number}`,
      visits: [0, 1, 7, 0, number].map((step) => channelName(at + step)),
      death: DEATHS[(at + number) % DEATHS.length] ?? 'end',
    }));
    byChannel.set(channelName(at), [...stayers, ...rovers]);
  }
  return byChannel;
}
