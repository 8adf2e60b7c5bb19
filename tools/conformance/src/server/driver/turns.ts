/** What it takes, as a rule, until a server has read a frame, in milliseconds. */
const TIME_TO_READ = 50;

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

  do(act: () => void, apart = false): void {
    this.#waiting.push({ act, apart });
    if (this.#waiting.length === 1) this.#next();
  }

  #next(): void {
    const [turn] = this.#waiting;
    if (turn === undefined) return;
    const pause = turn.apart || this.#lastApart ? this.#last + TIME_TO_READ - performance.now() : 0;
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
