import { channelOf } from './channel-key';
import type { Clock } from './clock';

/** What is told of the channels. */
export interface ReplicaListener {
  added(channel: string): void;
  removed(channel: string): void;
}

/** The channels that are known here, and up to which revision of the bucket. */
export class Replica {
  readonly #clock: Clock;
  readonly #listener: ReplicaListener;
  readonly #channels = new Set<string>();
  /** Keys of the bucket that are no channel: one that was removed leaves a mark. */
  readonly #marks = new Set<string>();
  /** While the bucket is read from its beginning: what was found in it. */
  #found: Set<string> | undefined;
  #revision = -1;
  #completed: () => void = () => undefined;
  /** Resolves when the bucket has been read as a whole. */
  readonly complete = new Promise<void>((resolve) => {
    this.#completed = resolve;
  });
  readonly #waiting = new Set<{ readonly revision: number; readonly resolve: () => void }>();

  constructor(clock: Clock, listener: ReplicaListener) {
    this.#clock = clock;
    this.#listener = listener;
  }

  has(channel: string): boolean {
    return this.#channels.has(channel);
  }

  /** Up to which revision all is known; negative at the beginning. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether the bucket is being read from its beginning. */
  get reading(): boolean {
    return this.#found !== undefined;
  }

  /** The bucket is read from its beginning: it may be another one. What it does not have is known at the end. */
  begin(): void {
    this.#found = new Set();
    this.#marks.clear();
    this.#revision = -1;
  }

  /** A key of the bucket, with a value or without: it was read, or has changed. */
  take(key: string, exists: boolean, revision: number): void {
    const channel = channelOf(key);
    if (channel !== undefined && exists) {
      this.#marks.delete(key);
      this.#add(channel);
    } else {
      this.#marks.add(key);
      if (channel !== undefined) this.#remove(channel);
    }
    this.#reach(revision);
  }

  /** All is read that was there, up to a revision: what was not is there no more. */
  end(revision: number): void {
    const found = this.#found;
    this.#found = undefined;
    if (found !== undefined) {
      for (const channel of this.#channels) if (!found.has(channel)) this.#remove(channel);
    }
    this.#reach(revision);
    this.#completed();
  }

  /**
   * Whether the bucket may have so many keys at a revision. What is cleared away without a mark is told to nobody:
   * only their number shows it.
   */
  agrees(keys: number, revision: number): boolean {
    return revision !== this.#revision || keys === this.#channels.size + this.#marks.size;
  }

  /** Whether all is known up to a revision, within so many milliseconds. */
  async reached(revision: number, milliseconds: number): Promise<boolean> {
    if (this.#revision >= revision) return true;
    let cancel = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.#clock.after(milliseconds, resolve);
    });
    await Promise.race([this.#wait(revision), late]);
    cancel();
    return this.#revision >= revision;
  }

  #wait(revision: number): Promise<void> {
    if (this.#revision >= revision) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.add({ revision, resolve });
    });
  }

  #add(channel: string): void {
    this.#found?.add(channel);
    if (this.#channels.has(channel)) return;
    this.#channels.add(channel);
    this.#listener.added(channel);
  }

  #remove(channel: string): void {
    if (this.#channels.delete(channel)) this.#listener.removed(channel);
  }

  #reach(revision: number): void {
    this.#revision = revision;
    for (const waiting of this.#waiting) {
      if (waiting.revision > revision) continue;
      this.#waiting.delete(waiting);
      waiting.resolve();
    }
  }
}
