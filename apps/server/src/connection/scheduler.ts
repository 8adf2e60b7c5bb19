import { ReadSlots } from './read-slots';

/** Microseconds of the processor that one turn of the event loop takes, about, beside what is begun. */
const TURN = 3000;

/**
 * The same while connections come: one is accepted in each turn, so those that wait to be accepted wait for
 * as many turns.
 */
const TURN_WHILE_ACCEPTING = 400;

/** Work of writing to one connection as the turn ends. */
const DELIVERY = 5;

/** Work of a turn, at least, from which is learnt what work costs here; and how much one turn weighs. */
const TELLING = 200;
const WEIGHT = 0.1;

/** What a microsecond of estimated work takes on the slowest machine, in microseconds. */
const SLOWEST = 10;

/** What a connection has at most, at first, and at least, of work that is done before that of others. */
const SAVINGS = 2000;
const GIVEN = 100;
const DEBT = -200;

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
    this.#credit = Math.max(DEBT, this.#credit - work);
  }
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
  readonly #processorTime: () => number;
  /** Which of those who have made much work are read. */
  readonly slots = new ReadSlots();
  readonly #light: (() => void)[] = [];
  readonly #heavy: (() => void)[] = [];
  #room = TURN;
  #scheduled = false;
  #accepting = false;
  #time = 0;
  /** Work of this turn as it was estimated, and the processor's time when the turn began. */
  #work = 0;
  #startedAt: number;
  /** Microseconds that a microsecond of estimated work really takes. */
  #cost = 1;

  /**
   * @param now milliseconds of a clock that never goes back
   * @param processorTime microseconds of the processor that were used so far
   */
  constructor(now = () => performance.now(), processorTime = usedByProcess) {
    this.#now = now;
    this.#processorTime = processorTime;
    this.#startedAt = processorTime();
  }

  /** A connection has been accepted: others may be waiting for it. */
  open(): Account {
    this.#accepting = true;
    this.#room = Math.min(this.#room, TURN_WHILE_ACCEPTING);
    this.#schedule();
    return new Account(this.#time);
  }

  /** Whether the connection may make more work now. */
  admits(account: Account): boolean {
    this.#schedule();
    if (this.#room <= 0 || this.#light.length > 0) return false;
    return this.#heavy.length === 0 || account.isLight(this.#time);
  }

  /** Whether the connection has made little work lately, so that it is always read. */
  isLight(account: Account): boolean {
    this.#schedule();
    return account.isLight(this.#time);
  }

  /** Milliseconds of the clock when this turn began. */
  get time(): number {
    this.#schedule();
    return this.#time;
  }

  /**
   * Counts work that was done, or is going to be when the turn ends.
   *
   * @param own the part of it that the connection answers for
   */
  charge(account: Account, work: number, own: number): void {
    this.#room -= work * this.#cost;
    this.chargeRead(account, work, own);
  }

  /** Counts work that the turn could not help to do: what may be read in it is limited beforehand. */
  chargeRead(account: Account, work: number, own = work): void {
    this.#schedule();
    this.#work += work;
    account.charge(own);
  }

  /**
   * Counts that something is written to a connection. It ends no turn, since it is done once a turn, but is
   * part of what the turn takes.
   */
  countDelivery(): void {
    this.#work += DELIVERY;
  }

  /** Calls the function once, when there is room for its work. */
  add(account: Account, proceed: () => void): void {
    this.#schedule();
    (this.isLight(account) ? this.#light : this.#heavy).push(proceed);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#time = this.#now();
    setImmediate(this.#serve);
  }

  readonly #serve = (): void => {
    this.#scheduled = false;
    this.#learn();
    this.#room = this.#accepting ? TURN_WHILE_ACCEPTING : TURN;
    // First, so that what is handled here is delivered together.
    if (this.#accepting || this.#light.length + this.#heavy.length > 0) this.#schedule();
    this.#accepting = false;
    while (this.#room > 0) {
      const proceed = this.#light.shift() ?? this.#heavy.shift();
      if (proceed === undefined) break;
      proceed();
    }
    this.slots.serve();
  };

  /** Work is estimated; what it really takes depends on the machine, and on what else it does. */
  #learn(): void {
    const time = this.#processorTime();
    if (this.#work > TELLING) {
      const cost = Math.min(SLOWEST, Math.max(1, (time - this.#startedAt) / this.#work));
      this.#cost += (cost - this.#cost) * WEIGHT;
    }
    this.#work = 0;
    this.#startedAt = time;
  }
}

function usedByProcess(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
