import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../index';

/** A clock that goes when the test says so. */
export class ManualClock implements Clock {
  #now = 0;
  #timers: { readonly at: number; readonly run: () => void }[] = [];

  readonly now = (): number => this.#now;

  readonly after = (milliseconds: number, run: () => void): (() => void) => {
    const timer = { at: this.#now + milliseconds, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  };

  /** Time passes, and whatever is due happens at its time. */
  async run(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await turn();
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
    await turn();
  }

  /** Time passes, and nothing happens: the process does not run. */
  pause(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
