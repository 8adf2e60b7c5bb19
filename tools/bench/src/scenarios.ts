/** A load: who is there, who talks, and how many of their messages are under way at a time. */
export interface Scenario {
  readonly name: string;
  readonly members: number;
  readonly channels: number;
  readonly senders: number;
  /** Messages of all senders together that not every receiver has yet: as many as that, always. */
  readonly inFlight: number;
  /** Whether the members go from channel to channel, as only this project's protocol is able to. */
  readonly roaming?: true;
  /** Connections that are there and do nothing, beside the members. */
  readonly idle: number;
}

export const scenarios: readonly Scenario[] = [
  { name: 'ping', members: 100, channels: 1, senders: 1, inFlight: 1, idle: 0 },
  { name: 'room', members: 100, channels: 1, senders: 1, inFlight: 64, idle: 0 },
  { name: 'rush', members: 100, channels: 1, senders: 1, inFlight: 1024, idle: 0 },
  { name: 'party', members: 100, channels: 1, senders: 100, inFlight: 1000, idle: 0 },
  { name: 'hall', members: 1000, channels: 1, senders: 1, inFlight: 64, idle: 0 },
  { name: 'tables', members: 1000, channels: 200, senders: 1000, inFlight: 2000, idle: 0 },
  {
    name: 'storm',
    members: 1000,
    channels: 50,
    senders: 1000,
    inFlight: 0,
    idle: 0,
    roaming: true,
  },
  { name: 'crowd', members: 100, channels: 1, senders: 1, inFlight: 64, idle: 9000 },
];
