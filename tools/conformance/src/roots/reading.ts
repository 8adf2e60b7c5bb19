import { AsyncLocalStorage } from 'node:async_hooks';
import { FRAMES, type Cut } from './cut';
import { type Habit, type Habits, NO_HABITS } from './habits';

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

  /** How what the program sends is cut into frames. */
  get cut(): Cut {
    const habit = this.habits.found.find(({ cut }) => cut !== undefined);
    if (habit !== undefined) this.forgiven.add(habit.title);
    return habit?.cut ?? FRAMES;
  }

  /** Whether the program has to get its frames one at a time. */
  get oneByOne(): boolean {
    return this.#forgives(({ oneByOne }) => oneByOne === true);
  }

  /** Whether the creator of a channel has to join it. */
  get creatorsOutside(): boolean {
    return this.#forgives(({ creatorsOutside }) => creatorsOutside === true);
  }

  /** Whether no name is to be awaited from the client. */
  get nameless(): boolean {
    return this.#forgives(({ nameless }) => nameless === true);
  }

  /** Whether a frame says what it should. */
  same(expected: Buffer, received: Buffer): boolean {
    if (this.#equal(expected, received)) return true;
    const shown: string[] = [];
    let frame = received;
    for (const { title, undo } of this.habits.found) {
      const undone = undo?.(frame);
      if (undone === undefined) continue;
      shown.push(title);
      frame = undone;
    }
    if (!this.#equal(expected, frame)) return false;
    for (const title of shown) this.forgiven.add(title);
    return true;
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

  /** What the program prints with its habits, in the place of what it should. */
  redone(expected: Buffer): Buffer {
    let printed = expected;
    for (const { title, redo } of this.habits.found) {
      const redone = redo?.(printed);
      if (redone === undefined || redone.equals(printed)) continue;
      this.forgiven.add(title);
      printed = redone;
    }
    return printed;
  }

  #forgives(is: (habit: Habit) => boolean): boolean {
    const habit = this.habits.found.find(is);
    if (habit !== undefined) this.forgiven.add(habit.title);
    return habit !== undefined;
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
