/**
 * Who has sent more than one turn's share, in a row: one of them is served per turn of the event
 * loop. So however many flood, a turn stays short, and whoever sends little is read in each.
 */
export class Backlog {
  #waiting: (() => void)[] = [];

  /** Calls the function once, when its turn has come. */
  add(proceed: () => void): void {
    if (this.#waiting.push(proceed) === 1) setImmediate(this.#serve);
  }

  readonly #serve = (): void => {
    const proceed = this.#waiting.shift();
    if (this.#waiting.length > 0) setImmediate(this.#serve);
    proceed?.();
  };
}
