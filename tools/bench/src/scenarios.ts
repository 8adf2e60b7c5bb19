/** A load: who is there, who talks, and how many of their messages are under way at a time. */
export interface Scenario {
  readonly name: string;
  readonly members: number;
  readonly channels: number;
  readonly senders: number;
  /** Messages of all senders together that not every receiver has yet: as many as that, always. */
  readonly inFlight: number;
  /** Whether what follows them is collected, and goes out in one write per sender. */
  readonly burst?: true;
  /** Whether messages also come at given rates, in the same channels. */
  readonly rated?: true;
  /** Whether the members go from channel to channel, as only this project's protocol is able to. */
  readonly roaming?: true;
  /** Connections that are there and do nothing, beside the members. */
  readonly idle: number;
}

const room = { members: 100, channels: 1, senders: 1, inFlight: 64, idle: 0 } as const;
const hall = { ...room, members: 1000 } as const;

export const scenarios: readonly Scenario[] = [
  { ...room, name: 'room', rated: true },
  { ...hall, name: 'hall', rated: true },
  { ...room, name: 'party', senders: 100, inFlight: 1000, rated: true },
  {
    name: 'tables',
    members: 1000,
    channels: 200,
    senders: 1000,
    inFlight: 2000,
    rated: true,
    idle: 0,
  },
  { ...room, name: 'ping', inFlight: 1 },
  { ...room, name: 'room-burst', burst: true },
  { ...hall, name: 'hall-burst', burst: true },
  {
    name: 'storm',
    members: 1000,
    channels: 50,
    senders: 1000,
    inFlight: 0,
    roaming: true,
    idle: 0,
  },
  { ...room, name: 'crowd', idle: 3000 },
];
