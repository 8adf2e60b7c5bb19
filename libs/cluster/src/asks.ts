import type { OpenChannel } from './open-channel';
import type { Peer } from './peers';

interface Ask {
  readonly channels: readonly OpenChannel[];
  readonly peers: Set<Peer>;
  /** When it was asked, in milliseconds of the clock. */
  readonly since: number;
}

/** A question that a server has not answered. */
interface Overdue {
  readonly number: number;
  readonly channels: readonly OpenChannel[];
  readonly peer: Peer;
}

/** Questions to other servers about channels, each until all that live have answered it. */
export class Asks {
  readonly #asks = new Map<number, Ask>();
  #count = 0;

  /** The number of the next question. */
  readonly next = (): number => ++this.#count;

  /** A question is on its way to these servers. */
  add(
    number: number,
    channels: readonly OpenChannel[],
    peers: Iterable<Peer>,
    since: number,
  ): void {
    const ask = { channels, peers: new Set(peers), since };
    if (ask.peers.size === 0) return;
    for (const channel of channels) channel.pending++;
    this.#asks.set(number, ask);
  }

  answered(number: number, peer: Peer): void {
    const ask = this.#asks.get(number);
    if (ask?.peers.delete(peer) === true && ask.peers.size === 0) this.#end(number, ask);
  }

  /** What was asked before some moment, and is not answered: either may have been lost with a connection. */
  overdue(before: number): Overdue[] {
    const overdue: Overdue[] = [];
    for (const [number, { channels, peers, since }] of this.#asks) {
      // They are in the order in which they were asked.
      if (since > before) break;
      for (const peer of peers) overdue.push({ number, channels, peer });
    }
    return overdue;
  }

  /** A server will not answer any more. */
  gone(peer: Peer): void {
    for (const number of [...this.#asks.keys()]) this.answered(number, peer);
  }

  /** Nobody will. */
  giveUp(): void {
    for (const [number, ask] of [...this.#asks]) this.#end(number, ask);
  }

  #end(number: number, { channels }: Ask): void {
    this.#asks.delete(number);
    for (const channel of channels) {
      channel.pending--;
      if (channel.pending > 0) continue;
      for (const asker of channel.waiting.splice(0)) asker.answered('yes');
    }
  }
}
