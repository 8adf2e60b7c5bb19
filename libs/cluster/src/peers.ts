import type { Clock } from './clock';

/** Milliseconds between two signs of a server; and of silence after which it is dead. */
const BEAT = 1000;
const SILENCE = 4000;

/** Milliseconds that the broker may take to bring what it has, before the silent are given up. */
const PATIENCE = 600;

/** Another server of the chat. */
export interface Peer {
  readonly id: string;
  /** Where it is, for people; empty until it has said so. */
  address: string;
}

/** What is told of the other servers. */
export interface PeersListener {
  /** It is time to give a sign. */
  beat(): void;
  /** A server is there that was not, or was given up. */
  appeared(peer: Peer): void;
  /** A server is gone: it has said so, or has been silent for too long. */
  gone(peer: Peer, why: 'stopped' | 'silent'): void;
}

/**
 * Which other servers are alive. MUST give up a server that is silent for 4 s within 5 s of its last sign, and
 * none whose signs have come and were not read: this process may have been paused, or the connection busy.
 */
export class Peers {
  readonly #clock: Clock;
  readonly #flush: () => Promise<void>;
  readonly #listener: PeersListener;
  /** When each gave its last sign. */
  readonly #signs = new Map<Peer, number>();
  readonly #peers = new Map<string, Peer>();
  /** Those that said that they stop, so that nothing of theirs that is late brings them back. */
  readonly #stopped = new Set<string>();
  #nextBeat = 0;
  #over = false;
  #cancel: () => void = () => undefined;

  /** @param flush resolves when all has been heard that the broker had; rejects if it cannot be reached */
  constructor(clock: Clock, flush: () => Promise<void>, listener: PeersListener) {
    this.#clock = clock;
    this.#flush = flush;
    this.#listener = listener;
  }

  start(): void {
    this.#nextBeat = this.#clock.now();
    this.#look();
  }

  stop(): void {
    this.#over = true;
    this.#cancel();
  }

  /** Those that are alive. */
  get all(): Iterable<Peer> {
    return this.#peers.values();
  }

  get size(): number {
    return this.#peers.size;
  }

  get(id: string): Peer | undefined {
    return this.#peers.get(id);
  }

  /** A server gives a sign, whatever it says; nothing, if it has stopped. */
  sign(id: string): Peer | undefined {
    const known = this.#peers.get(id);
    if (known !== undefined) {
      this.#signs.set(known, this.#clock.now());
      return known;
    }
    if (this.#stopped.has(id)) return undefined;
    const peer = { id, address: '' };
    this.#peers.set(id, peer);
    this.#signs.set(peer, this.#clock.now());
    this.#listener.appeared(peer);
    return peer;
  }

  /** A server says that it stops. */
  stopped(id: string): void {
    this.#stopped.add(id);
    const peer = this.#peers.get(id);
    if (peer !== undefined) this.#giveUp(peer, 'stopped');
  }

  #look(): void {
    const now = this.#clock.now();
    if (now >= this.#nextBeat) {
      this.#nextBeat = now + BEAT;
      this.#listener.beat();
    }
    if (this.#silent(now).length === 0) this.#lookAgain();
    else this.#ask();
  }

  /** Looks when it is time for the next sign, or when somebody will have been silent for too long. */
  #lookAgain(): void {
    const ends = [...this.#signs.values()].map((sign) => sign + SILENCE);
    const next = Math.min(this.#nextBeat, ...ends);
    this.#cancel = this.#clock.after(Math.max(0, Math.ceil(next - this.#clock.now())), () => {
      this.#look();
    });
  }

  /** What the broker has brought by now, late as this may be, is heard before anybody is given up. */
  #ask(): void {
    let over = false;
    const end = (): void => {
      if (over || this.#over) return;
      over = true;
      this.#cancel();
      for (const peer of this.#silent(this.#clock.now())) this.#giveUp(peer, 'silent');
      this.#lookAgain();
    };
    this.#cancel = this.#clock.after(PATIENCE, end);
    this.#flush().then(end, end);
  }

  #silent(now: number): Peer[] {
    return [...this.#signs].filter(([, sign]) => now - sign >= SILENCE).map(([peer]) => peer);
  }

  #giveUp(peer: Peer, why: 'stopped' | 'silent'): void {
    this.#peers.delete(peer.id);
    this.#signs.delete(peer);
    this.#listener.gone(peer, why);
  }
}
