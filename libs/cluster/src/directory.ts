import { JetStreamApiError, type JetStreamManager, type StreamState } from '@nats-io/jetstream';
import type { KV, KvWatchEntry } from '@nats-io/kv';
import type { QueuedIterator } from '@nats-io/transport-node';
import type { Asker, Verdict } from '@chat/hub';
import { keyOf } from './channel-key';
import type { Clock } from './clock';
import type { Log } from './log';
import type { NatsBroker } from './nats-broker';
import { openBucket, type OpenBucket } from './open-bucket';
import { Replica, type ReplicaListener } from './replica';

/** Milliseconds that a command may wait for its answer; between two attempts. */
const PATIENCE = 10_000;
const PAUSE = 100;

/** Milliseconds that the broker may be away until what is known here has to do for a list. */
const AWAY = 2000;

/**
 * Milliseconds that the replica may take to hear of what is in the bucket, and the bucket to have again what the
 * replica has heard of, before it is read anew; and between two looks, if nobody asks.
 */
const LATE = 1000;
const LOOK = 10_000;

/** The broker's codes for "somebody was there before", and for a bucket that is not there. */
const WRONG_LAST_SEQUENCE = 10_071;
const NO_STREAM = 10_059;

/** What a directory stands on. */
export interface DirectoryParts {
  readonly broker: NatsBroker;
  readonly clock: Clock;
  readonly log: Log;
  readonly bucket: string;
  readonly replicas: number;
  /** This run of this server, and where it is, for whoever looks into the bucket. */
  readonly id: string;
  readonly address: string;
}

/**
 * Which channels exist: those in a bucket of the broker, one key for each. Who creates a key first has created the
 * channel. What is known here follows the bucket, and is held against its last sequence before it is believed.
 */
export class Directory {
  readonly #parts: DirectoryParts;
  readonly #replica: Replica;
  #kv: KV | undefined;
  #manager: JetStreamManager | undefined;
  #watch: QueuedIterator<KvWatchEntry> | undefined;
  /** When the bucket was made that is read. */
  #made = '';
  /** Each reading of the bucket, from its beginning, has a number. */
  #reading = 0;
  #opening: Promise<unknown> = Promise.resolve();
  #current: Promise<unknown> = Promise.resolve();
  #next: Promise<boolean> | undefined;
  #awaySince: number | undefined;
  /** Since when the bucket has not had what was known of it. */
  #behindSince: number | undefined;
  #closed = false;
  #cancelLook: () => void = () => undefined;
  #created = 0;

  constructor(parts: DirectoryParts, listener: ReplicaListener) {
    this.#parts = parts;
    this.#replica = new Replica(parts.clock, listener);
  }

  /** Resolves when all channels are known. */
  start(): Promise<void> {
    void this.#read();
    this.#look();
    return this.#replica.complete;
  }

  /** Resolves when nothing is begun any more that outlives the connection. */
  async stop(): Promise<void> {
    this.#closed = true;
    this.#reading++;
    this.#cancelLook();
    this.#watch?.stop();
    await this.#opening;
  }

  connected(): void {
    this.#awaySince = undefined;
    void this.#read();
  }

  disconnected(): void {
    this.#awaySince = this.#parts.clock.now();
  }

  create(name: string, asker: Asker): void {
    this.#answer(asker, this.#create(name));
  }

  find(name: string, asker: Asker): void {
    this.#answer(asker, this.#find(name));
  }

  list(asker: Asker): void {
    this.#answer(asker, this.#list());
  }

  #answer(asker: Asker, verdict: Promise<Verdict>): void {
    void verdict.then((answer) => {
      asker.answered(answer);
    });
  }

  async #create(name: string): Promise<Verdict> {
    const { id, address } = this.#parts;
    const nonce = `${++this.#created}`;
    const value = JSON.stringify({ server: address, incarnation: id, nonce });
    const until = this.#parts.clock.now() + PATIENCE;
    for (;;) {
      try {
        const verdict = await this.#tryToCreate(name, value, until);
        if (verdict !== undefined) return verdict;
      } catch {
        // No answer, or none that says anything: it may have been created all the same, and the value tells. Or
        // the bucket is gone.
        void this.#fresh();
      }
      if (!(await this.#mayTryAgain(until))) return 'unreachable';
    }
  }

  /** @returns nothing if what was there has been removed since */
  async #tryToCreate(channel: string, value: string, until: number): Promise<Verdict | undefined> {
    const kv = this.#kv;
    const key = keyOf(channel);
    if (kv === undefined || !this.#parts.broker.connected) throw new Error('Away');
    let revision: number;
    let verdict: Verdict = 'yes';
    try {
      revision = await kv.create(key, value);
    } catch (error) {
      if (!(error instanceof JetStreamApiError && error.code === WRONG_LAST_SEQUENCE)) throw error;
      const entry = await kv.get(key);
      if (entry?.operation !== 'PUT') return undefined;
      ({ revision } = entry);
      if (entry.string() !== value) verdict = 'no';
    }
    const known = await this.#replica.reached(revision, until - this.#parts.clock.now());
    if (!known) return 'unreachable';
    if (verdict === 'no' || this.#replica.has(channel)) return verdict;
    // It was removed at once, or the bucket is another one than is known.
    await this.#fresh();
    return undefined;
  }

  async #find(name: string): Promise<Verdict> {
    const until = this.#parts.clock.now() + PATIENCE;
    for (;;) {
      const fresh = await this.#fresh();
      if (this.#replica.has(name)) return 'yes';
      if (fresh) return 'no';
      if (!(await this.#mayTryAgain(until))) return 'unreachable';
    }
  }

  async #list(): Promise<Verdict> {
    const until = this.#parts.clock.now() + PATIENCE;
    for (;;) {
      if (await this.#fresh()) return 'yes';
      const away = this.#parts.clock.now() - (this.#awaySince ?? Infinity);
      if (away > AWAY || !(await this.#mayTryAgain(until))) return 'yes';
    }
  }

  /** Waits a little; then says whether there is time for another attempt. */
  async #mayTryAgain(until: number): Promise<boolean> {
    const { clock } = this.#parts;
    await new Promise<void>((resolve) => clock.after(PAUSE, resolve));
    return !this.#closed && clock.now() < until;
  }

  /**
   * Whether all is known here that was in the bucket when this was called. One question is on its way at a time:
   * all that ask meanwhile share the next.
   */
  #fresh(): Promise<boolean> {
    this.#next ??= this.#current.then(() => {
      this.#next = undefined;
      const asked = this.#compare();
      this.#current = asked;
      return asked;
    });
    return this.#next;
  }

  /** A bucket that is lost, or cleared as a whole, is told to no watch. */
  #look(): void {
    this.#cancelLook = this.#parts.clock.after(LOOK, () => {
      void this.#fresh();
      this.#look();
    });
  }

  async #compare(): Promise<boolean> {
    const { broker, bucket, clock } = this.#parts;
    if (this.#manager === undefined || !broker.connected) return false;
    const known = this.#replica.revision;
    try {
      const { created, state } = await this.#manager.streams.info(`KV_${bucket}`);
      const same = created === this.#made;
      const behind = same && state.last_seq < known;
      // A new leader may have to catch up; whoever does not has lost what it had.
      this.#behindSince = behind ? (this.#behindSince ?? clock.now()) : undefined;
      if (clock.now() - (this.#behindSince ?? -Infinity) < LATE) return false;
      if (same && !behind && (await this.#reached(state))) return true;
      // What was last may have been cleared away: then no watch will ever bring it.
      this.#readAnew();
      return await this.#replica.reached(state.last_seq, LATE);
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === NO_STREAM) this.#readAnew();
      return false;
    }
  }

  async #reached({ last_seq: revision, num_subjects: keys = 0 }: StreamState): Promise<boolean> {
    const known = await this.#replica.reached(revision, LATE);
    return known && this.#replica.agrees(keys, revision);
  }

  #readAnew(): void {
    if (!this.#replica.reading) void this.#read();
  }

  /** Reads the bucket from its beginning, makes it if it is not there, and follows it, until the next call. */
  async #read(): Promise<void> {
    const { broker, log, bucket, replicas } = this.#parts;
    const reading = ++this.#reading;
    this.#watch?.stop();
    let told = false;
    while (reading === this.#reading) {
      // At once: nothing that was known counts while the bucket is opened, which may be another one.
      this.#replica.begin();
      try {
        const opened = openBucket(broker.connection, bucket, replicas);
        this.#opening = opened.catch(() => undefined);
        await this.#follow(reading, await opened);
      } catch (error) {
        // The broker has no leader now, is not what it has to be, or is away, which is told elsewhere.
        const fault = (error as Error).message;
        if (!told && broker.connected) {
          log.warn('Waiting for the list of channels: {fault}', { fault });
          told = true;
        }
      }
      await new Promise<void>((resolve) => this.#parts.clock.after(PAUSE, resolve));
    }
  }

  /** Resolves when the watch has ended. */
  async #follow(reading: number, opened: OpenBucket): Promise<void> {
    const { kv, manager, created, state, watch } = opened;
    if (reading !== this.#reading) {
      watch.stop();
      return;
    }
    this.#kv = kv;
    this.#manager = manager;
    this.#watch = watch;
    this.#made = created;
    if (state.messages === 0) this.#replica.end(state.last_seq);
    for await (const { key, operation, revision, delta } of watch) {
      if (reading !== this.#reading) return;
      this.#replica.take(key, operation === 'PUT', revision);
      if (delta === 0) this.#replica.end(Math.max(revision, state.last_seq));
    }
  }
}
