import { Patience } from '../../running/patience';

interface Turn {
  readonly act: () => void;
  /** What it sends has a pause before it and behind it. */
  readonly apart: boolean;
}

/** What a peer does, in order: at once, but for what it has to send apart from all else. */
export class Turns {
  readonly #waiting: Turn[] = [];
  #lastApart = false;
  #last = -Infinity;
  readonly #patience = Patience.current;

  /** When something was done last. */
  get last(): number {
    return this.#last;
  }

  do(act: () => void, apart = false): void {
    this.#waiting.push({ act, apart });
    if (this.#waiting.length === 1) this.#next();
  }

  #next(): void {
    const [turn] = this.#waiting;
    if (turn === undefined) return;
    const apart = turn.apart || this.#lastApart;
    const pause = apart ? this.#last + this.#patience.timeToRead - performance.now() : 0;
    if (pause > 0) {
      setTimeout(() => {
        this.#next();
      }, pause);
      return;
    }
    turn.act();
    this.#lastApart = turn.apart;
    this.#last = performance.now();
    this.#waiting.shift();
    this.#next();
  }
}
