/** What a connection says, and how it knows that it was answered. */
export interface Step {
  readonly send: Buffer;
  /** Whether all that came since is the whole answer, or ends with it. */
  readonly until: (received: Buffer) => boolean;
  /** How what comes after the answer is unwrapped, where something carries it. */
  readonly unwrap?: () => Unwrap;
}

/**
 * Moves what came in the first `length` bytes together, without the heads of what carried it.
 *
 * @returns how many bytes are left
 */
export type Unwrap = (bytes: Buffer, length: number) => number;

/** A member that talks. */
export interface Speaker {
  readonly name: string;
  readonly channel: string;
  readonly text: Buffer;
  /** What the server answered when it joined its channel. */
  readonly joined: Buffer;
}

/**
 * How members talk to a kind of server. What a server delivers MUST have the same length for every
 * sender of a channel, and hold the text as it is.
 */
export interface Wire {
  /** Whether a sender's messages are delivered to itself too. */
  readonly echoes: boolean;
  /** What a server may ask between deliveries, shorter than one, to see whether a member is alive. */
  readonly probe?: { readonly question: Buffer; readonly answer: Buffer };
  /** Where members are told who joins: is answered behind all that this member was told before. */
  readonly fence?: Step;
  register(name: string): Step[];
  /** @param founds whether the channel is not there yet */
  join(channel: string, founds: boolean): Step[];
  message(speaker: Speaker): Buffer;
  delivery(speaker: Speaker): Buffer;
  /**
   * What a sender is told for each message. A wire that has this sends on connections of their own,
   * which do nothing else.
   */
  receipt?(receivers: number): Buffer;
}

export function endsWith(end: string | Buffer): Step['until'] {
  const bytes = Buffer.from(end as Buffer);
  return (received) => received.subarray(-bytes.length).equals(bytes);
}
