import { FairQueue, type Waiting } from './fair-queue';

/** Milliseconds of a turn of the event loop in which handshakes are begun; one is, whatever it takes. */
const BUDGET = 1;

/**
 * Milliseconds of a turn in which there was something else to do: an empty one takes about 0.001, one that
 * accepts a connection 0.01 or more.
 */
const SOMETHING = 0.004;

/** Handshakes under way, at most, that may yet ask for a signature when it suits their clients. */
const RETRYING = 2;

/** A handshake that can begin: its ClientHello is there. */
export interface Beginning extends Waiting {
  /** Whether its signature may come later than its beginning, after another ClientHello. */
  readonly mayRetry: boolean;
  begin(): void;
}

/**
 * Where the handshakes of a server wait for each other, by origin. A signature takes up to 8 ms (RSA with
 * 4096 bits) and costs its client nothing, so few are made in one turn; then everybody else has as much time,
 * if there is as much to do. One connection is accepted in each turn: without that, each of those who wait to
 * be accepted would wait for a signature.
 */
export class HandshakeLine {
  readonly #waiting = new FairQueue<Beginning>();
  readonly #waitingToRetry = new FairQueue<Beginning>();
  readonly #retrying = new Set<Beginning>();
  #turning = false;
  #retryNext = false;

  add(beginning: Beginning): void {
    (beginning.mayRetry ? this.#waitingToRetry : this.#waiting).add(beginning);
    this.#start();
  }

  /** One that was added waits no more, or its handshake is over. */
  leave(beginning: Beginning): void {
    this.#waiting.delete(beginning);
    this.#waitingToRetry.delete(beginning);
    if (this.#retrying.delete(beginning)) this.#start();
  }

  #start(): void {
    if (this.#turning) return;
    this.#turning = true;
    setImmediate(() => {
      this.#turn();
    });
  }

  #turn(): void {
    const next = this.#next();
    if (next === undefined) this.#turning = false;
    else this.#begin(next, performance.now());
  }

  #begin(next: Beginning, start: number): void {
    next.begin();
    // TLS reads what is there in the next tick: then it has taken the time that it takes.
    process.nextTick(() => {
      const now = performance.now();
      const another = now - start < BUDGET ? this.#next() : undefined;
      if (another === undefined) this.#rest(now, now - start);
      else this.#begin(another, start);
    });
  }

  #rest(since: number, owed: number): void {
    setImmediate(() => {
      const now = performance.now();
      const others = now - since;
      if (others < SOMETHING || others >= owed) this.#turn();
      else this.#rest(now, owed - others);
    });
  }

  /** From both queues by turns: neither delays the other. */
  #next(): Beginning | undefined {
    this.#retryNext = !this.#retryNext;
    if (this.#retryNext) return this.#nextToRetry() ?? this.#waiting.take();
    return this.#waiting.take() ?? this.#nextToRetry();
  }

  #nextToRetry(): Beginning | undefined {
    if (this.#retrying.size >= RETRYING) return undefined;
    const next = this.#waitingToRetry.take();
    if (next !== undefined) this.#retrying.add(next);
    return next;
  }
}
