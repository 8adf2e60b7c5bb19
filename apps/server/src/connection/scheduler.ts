/** Work of one turn of the event loop, at most, beside what is begun: microseconds, about. */
const TURN = 5000;

/** What a connection has at most, and has at first, of work that is done before that of others. */
const SAVINGS = 2000;
const GIVEN = 100;

/** What it earns of that in a millisecond: some ten messages in a second. */
const EARNED = 0.2;

/** What one connection has made the server do lately. */
export class Account {
  #credit = GIVEN;
  #countedAt: number;

  constructor(now: number) {
    this.#countedAt = now;
  }

  /** Whether it has made little work lately. */
  isLight(now: number): boolean {
    this.#credit = Math.min(SAVINGS, this.#credit + (now - this.#countedAt) * EARNED);
    this.#countedAt = now;
    return this.#credit > 0;
  }

  /** Work after which it is no longer what it was: light. */
  get allowance(): number {
    return this.#credit > 0 ? this.#credit : Infinity;
  }

  charge(work: number): void {
    this.#credit = Math.max(-SAVINGS, this.#credit - work);
  }
}

/** What waits until there is room for it in a turn. */
interface Task {
  readonly expected: number;
  readonly proceed: () => void;
}

/**
 * Shares each turn of the event loop among the connections, so that it stays short however many ask for
 * however much. It MUST
 * - let everything be done at once while a turn has room;
 * - serve who has made little work lately before who has made much, and each of the two in order;
 * - leave nobody out for ever.
 */
export class Scheduler {
  readonly #now: () => number;
  readonly #light: Task[] = [];
  readonly #heavy: Task[] = [];
  #room = TURN;
  #scheduled = false;

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number) {
    this.#now = now;
  }

  open(): Account {
    return new Account(this.#now());
  }

  /** Whether the connection may make more work now. */
  admits(account: Account): boolean {
    this.#schedule();
    if (this.#room <= 0 || this.#light.length > 0) return false;
    return this.#heavy.length === 0 || account.isLight(this.#now());
  }

  /** Whether the connection must wait before it is read again: it has made much work, and so do others. */
  mustWait(account: Account): boolean {
    return (this.#room <= 0 || this.#heavy.length > 0) && !account.isLight(this.#now());
  }

  /**
   * Counts work that was done, or is going to be when the turn ends.
   *
   * @param own the part of it that the connection answers for
   */
  charge(account: Account, work: number, own: number): void {
    this.#schedule();
    this.#room -= work;
    account.charge(own);
  }

  /**
   * Calls the function once, when there is room for its work.
   *
   * @param expected work that it leads to later, and so does not charge itself
   */
  add(account: Account, proceed: () => void, expected = 0): void {
    this.#schedule();
    const waiting = account.isLight(this.#now()) ? this.#light : this.#heavy;
    waiting.push({ expected, proceed });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(this.#serve);
  }

  readonly #serve = (): void => {
    this.#scheduled = false;
    this.#room = TURN;
    // First, so that what is handled here is delivered together.
    if (this.#light.length + this.#heavy.length > 0) this.#schedule();
    while (this.#room > 0) {
      const task = this.#light.shift() ?? this.#heavy.shift();
      if (task === undefined) return;
      this.#room -= task.expected;
      task.proceed();
    }
  };
}
