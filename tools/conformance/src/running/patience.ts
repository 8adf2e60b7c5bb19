import { AsyncLocalStorage } from 'node:async_hooks';

/** How long anything awaited may take, in milliseconds, unless a check says otherwise. */
export const PATIENCE = 5000;

/** How long a program may take to start, in milliseconds: on a busy machine some take seconds. */
export const START_PATIENCE = 20_000;

/** Waits in vain that a program gets in full, before it is waited for less. */
const FULL_WAITS = 3;

/** Waits in vain after which nothing is hoped for any more. */
const HOPELESS = 20;

/** Times the usual wait that is waited in vain from then on, but never under this part of the full wait. */
const FACTOR = 50;
const LEAST = { faulty: 0.2, hopeless: 0.06 };

/** How much the last wait counts in what is usual. */
const WEIGHT = 0.1;

/** What it takes, as a rule, until a program has read what it was sent, in milliseconds, and at most. */
const TIME_TO_READ = { least: 50, most: 1000 };

/** So many times what it takes to answer is enough for it to read. */
const TIMES = 5;

/** What is left of a slow answer in what is reckoned with when the next has come. */
const MEMORY = 0.9;

const storage = new AsyncLocalStorage<Patience>();

/**
 * How long a program is waited for. A right one is always waited for in full, however busy the machine:
 * only one that has let several checks wait in vain is known to be faulty, and then a wait that is many
 * times as long as its answers take shows well enough that nothing will come.
 */
export class Patience {
  /** What a wait that was not in vain took lately, in milliseconds. */
  #usual = 0;
  #inVain = 0;
  /** What an answer took lately, in milliseconds: a slow one counts more than those after it. */
  #roundTrip = 0;

  /** Of the program that the running check is about. */
  static get current(): Patience {
    return storage.getStore() ?? new Patience();
  }

  /** Whether nothing is hoped for any more. */
  get desperate(): boolean {
    return this.#inVain >= HOPELESS;
  }

  /** Runs a check of the program that this is for. */
  async during<T>(body: () => Promise<T>): Promise<T> {
    return storage.run(this, body);
  }

  /** What is left of a full wait of so many milliseconds. */
  limit(full: number): number {
    if (this.#inVain < FULL_WAITS) return full;
    const least = this.desperate ? LEAST.hopeless : LEAST.faulty;
    return Math.round(full * Math.min(1, Math.max(least, (FACTOR * this.#usual) / PATIENCE)));
  }

  /** @param time in milliseconds */
  waited(time: number): void {
    this.#usual += WEIGHT * (time - this.#usual);
  }

  /** @param time from a command to its reply, in milliseconds */
  answered(time: number): void {
    this.#roundTrip = Math.max(time, MEMORY * this.#roundTrip);
  }

  /** How long the program may take to read what it is sent, be the machine busy; in milliseconds. */
  get timeToRead(): number {
    const { least, most } = TIME_TO_READ;
    return Math.min(most, Math.max(least, TIMES * this.#roundTrip));
  }

  waitedInVain(): void {
    this.#inVain++;
  }

  /** Of a program that is known to be silent nothing is hoped for. */
  despair(): void {
    this.#inVain = Math.max(this.#inVain, HOPELESS);
  }
}
