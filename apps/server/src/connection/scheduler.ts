import { Heap } from 'heap-js';
import { ReadSlots } from './read-slots';

/**
 * Microseconds of the processor that one turn of the event loop takes, about, beside what is begun: while nobody
 * waits; and for those who wait.
 */
const AT_ONCE = 3000;
const LATER = 2000;

/** Work of writing to one connection as the turn ends. */
const DELIVERY = 5;

/** Work of a turn, at least, from which is learnt what work costs here; and how much one turn weighs. */
const TELLING = 200;
const WEIGHT = 0.1;

/** What a microsecond of estimated work takes on the slowest machine, in microseconds. */
const SLOWEST = 10;

/** Work of accepting a connection; and how many are accepted in a turn, at most. */
const ACCEPTING = 50;
const ACCEPTED = 40;

/** Work of a connection that is done before that of others, at most, if it has made little; if it is new. */
const SAVINGS = 500;
const GIVEN = 100;

/**
 * Virtual time in a millisecond in which nobody has to wait, some ten messages of each in a second; and, at
 * least, in one in which somebody has to: so that newcomers, however many, do not keep others waiting for ever.
 */
const RATE = 0.2;
const LEAST_RATE = 0.02;

/** Virtual time in a millisecond in which there is nothing to do, beside that: a tenth of a second forgives all. */
const IDLE_RATE = 5;

/** What one connection has made the server do: the virtual time at which its last work ends. */
export interface Account {
  end: number;
}

/** Something to be done when its turn has come. */
export interface Task {
  /** Does some of it, at once. */
  proceed(): void;
  /** It is not done in this turn: whatever would make more work can stop meanwhile. */
  rest?(): void;
}

/** A task that waits: when its work begins in virtual time, and how many came before it. */
interface Entry {
  readonly task: Task;
  readonly begin: number;
  readonly number: number;
}

/**
 * Shares each turn of the event loop among the connections, so that it stays short however many ask for
 * however much. It MUST
 * - let everything be done at once while a turn has room;
 * - serve who has made less work than others before them, and leave nobody out for ever.
 *
 * This is start-time fair queueing (Goyal, Vin and Cheng, 1996): a connection's work begins, in virtual time,
 * when its last one ended, or some time ago if that is longer past; what begins first is done first, and that
 * is what virtual time it is. While nobody waits, it goes on with the clock, and faster while there is nothing to do.
 */
export class Scheduler {
  readonly #now: () => number;
  readonly #processorTime: () => number;
  readonly #idleTime: () => number;
  /** Which of those who have made more work than others are read. */
  readonly slots = new ReadSlots();
  readonly #waiting = new Heap<Entry>((a, b) => a.begin - b.begin || a.number - b.number);
  /** What was added in this turn. */
  #added: Task[] = [];
  #count = 0;
  #virtualTime = 0;
  #room = AT_ONCE;
  #deliveries = 0;
  #deliver: (() => void) | undefined;
  #tell: (() => void) | undefined;
  #scheduled = false;
  /** Whether a connection has been accepted since the event loop last came by; and how many, in this turn. */
  #accepting = false;
  #accepted = 0;
  #time: number;
  #idleSoFar: number;
  /** Work of this turn as it was estimated, and the processor's time when the turn began. */
  #work = 0;
  #startedAt: number;
  /** Microseconds that a microsecond of estimated work really takes. */
  #cost = 1;

  /**
   * @param now milliseconds of a clock that never goes back
   * @param processorTime microseconds of the processor that were used so far
   * @param idleTime milliseconds in which the event loop had nothing to do, so far
   */
  constructor(now = () => performance.now(), processorTime = usedByProcess, idleTime = idleSoFar) {
    this.#now = now;
    this.#processorTime = processorTime;
    this.#idleTime = idleTime;
    this.#time = now();
    this.#idleSoFar = idleTime();
    this.#startedAt = processorTime();
  }

  /** A connection has been accepted: others may be waiting for it. */
  accepted(): void {
    this.#schedule();
    this.#accepting = true;
    this.#accepted++;
    this.#work += ACCEPTING;
  }

  /** A connection will make work. */
  open(): Account {
    return { end: this.#virtualTime - GIVEN };
  }

  /** Whether more work may be made now, since nobody waits for it. */
  get hasRoom(): boolean {
    return this.#room > 0 && this.#waiting.size() === 0;
  }

  /** Whether the connection has made no more work than others, so that it is always read. */
  isLight(account: Account): boolean {
    this.#schedule();
    return account.end <= this.#virtualTime;
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
    this.#room -= this.real(work);
    this.chargeRead(account, work, own);
  }

  /** Counts work that the turn could not help to do: what may be read in it is limited beforehand. */
  chargeRead(account: Account, work: number, own = work): void {
    this.#schedule();
    this.#work += work;
    account.end = Math.min(this.#beginOf(account) + own, this.#virtualTime + SAVINGS);
  }

  /** Microseconds that estimated work really takes. */
  real(work: number): number {
    return work * this.#cost;
  }

  /** Counts that something is written to a connection as the turn ends. */
  countDelivery(): void {
    this.#deliveries++;
  }

  /** Has the task proceed once, when there is room for its work. */
  add(account: Account, task: Task): void {
    this.#schedule();
    this.#added.push(task);
    this.#waiting.push({ task, begin: this.#beginOf(account), number: this.#count++ });
  }

  /**
   * Calls the function once, when this turn's work is done.
   *
   * @param tell called before, and what it queues as microtasks is run before, too
   */
  atEnd(deliver: () => void, tell?: () => void): void {
    this.#schedule();
    this.#deliver = deliver;
    this.#tell = tell;
  }

  #beginOf({ end }: Account): number {
    return Math.max(end, this.#virtualTime - SAVINGS);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const time = this.#now();
    const idle = this.#idleTime();
    this.#virtualTime += (time - this.#time) * (this.#waiting.isEmpty() ? RATE : LEAST_RATE);
    this.#virtualTime += (idle - this.#idleSoFar) * IDLE_RATE;
    this.#time = time;
    this.#idleSoFar = idle;
    setImmediate(this.#endTurn);
  }

  readonly #endTurn = (): void => {
    // The event loop accepts one as it comes by, and the next that waits should not wait for a whole turn.
    if (this.#accepting && this.#accepted < ACCEPTED) {
      this.#accepting = false;
      setImmediate(this.#endTurn);
      return;
    }
    this.#scheduled = false;
    this.#accepting = false;
    this.#accepted = 0;
    // As long as the last turn's writing took, at least: the more they hear it, the more is said at once.
    const writing = this.real(this.#deliveries * DELIVERY);
    this.#room = Math.max(LATER, writing);
    this.#serve();
    this.#room = Math.max(AT_ONCE, writing);
    this.slots.serve();
    const tell = this.#tell;
    this.#tell = undefined;
    if (tell === undefined) this.#finishTurn();
    else {
      tell();
      queueMicrotask(this.#finishTurn);
    }
  };

  readonly #finishTurn = (): void => {
    const deliver = this.#deliver;
    this.#deliver = undefined;
    this.#deliveries = 0;
    try {
      deliver?.();
    } finally {
      this.#learn();
    }
  };

  #serve(): void {
    while (this.#room > 0) {
      const next = this.#waiting.pop();
      if (next === undefined) break;
      this.#virtualTime = Math.max(this.#virtualTime, next.begin);
      next.task.proceed();
    }
    if (!this.#waiting.isEmpty()) this.#schedule();
    for (const task of this.#added.splice(0)) task.rest?.();
  }

  /** Work is estimated; what it really takes depends on the machine, and on what else it does. */
  #learn(): void {
    const time = this.#processorTime();
    const work = this.#work + this.#deliveries * DELIVERY;
    if (work > TELLING) {
      const cost = Math.min(SLOWEST, Math.max(1, (time - this.#startedAt) / work));
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

function idleSoFar(): number {
  const { nodeTiming } = performance as Partial<typeof performance>;
  // Bun and Deno do not tell.
  return nodeTiming?.idleTime ?? 0;
}
