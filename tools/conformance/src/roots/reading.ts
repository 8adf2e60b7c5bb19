import { AsyncLocalStorage } from 'node:async_hooks';
import { type Habits, NO_HABITS } from './habits';

const storage = new AsyncLocalStorage<Reading>();

/** How what a program under test sends is compared with what it should send. */
export class Reading {
  /** What had to be forgiven so far: habits of the program that other checks are about. */
  readonly forgiven = new Set<string>();

  /**
   * @param lenient white space at the end is forgiven: a `must` is about what a frame says, and how it
   *   ends is the business of a `should`
   * @param habits what the program is known to do everywhere
   */
  constructor(
    readonly lenient: boolean,
    readonly habits: Habits,
  ) {}

  /** Of the running check; exact if none runs. */
  static get current(): Reading {
    return storage.getStore() ?? new Reading(false, NO_HABITS);
  }

  /** Runs a check, whose reading this is then. */
  async during<T>(body: () => Promise<T>): Promise<T> {
    return storage.run(this, body);
  }

  /** Whether a frame says what it should. */
  same(expected: Buffer, received: Buffer): boolean {
    if (this.#equal(expected, received)) return true;
    for (const { title, undo } of this.habits.found) {
      const undone = undo?.(received);
      if (undone === undefined || !this.#equal(expected, undone)) continue;
      this.forgiven.add(title);
      return true;
    }
    return false;
  }

  /** What a frame says, without the habits that show in it. */
  plain(received: Buffer): string {
    let frame = received;
    for (const { title, undo } of this.habits.found) {
      const undone = undo?.(frame);
      if (undone === undefined) continue;
      this.forgiven.add(title);
      frame = undone;
    }
    return frame.toString().trimEnd();
  }

  #equal(expected: Buffer, received: Buffer): boolean {
    if (expected.equals(received)) return true;
    return this.lenient && bare(expected) === bare(received);
  }
}

/** Bytes, one character each, with no white space at the end. */
export function bare(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[ \r\n]+$/, '');
}
