import type { OpenChannel } from './open-channel';
import type { Peer } from './peers';

interface Ask {
  readonly channels: readonly OpenChannel[];
  readonly peers: Set<Peer>;
}

/** Questions to other servers about channels, each until all that live have answered it. */
export class Asks {
  readonly #asks = new Map<number, Ask>();
  #count = 0;

  /** The number of the next question. */
  readonly next = (): number => ++this.#count;

  /** A question is on its way to these servers. */
  add(number: number, channels: readonly OpenChannel[], peers: Iterable<Peer>): void {
    const ask = { channels, peers: new Set(peers) };
    if (ask.peers.size === 0) return;
    for (const channel of channels) channel.pending++;
    this.#asks.set(number, ask);
  }

  answered(number: number, peer: Peer): void {
    const ask = this.#asks.get(number);
    if (ask?.peers.delete(peer) === true && ask.peers.size === 0) this.#end(number, ask);
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
