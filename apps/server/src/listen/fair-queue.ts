/** Where something that waits comes from. */
export interface Waiting {
  readonly origin: string;
}

/** Those who wait, origin by origin in turn: many of one origin delay another's first by one. */
export class FairQueue<T extends Waiting> {
  /** Whose turn is next comes first. */
  readonly #origins = new Map<string, Set<T>>();

  add(waiting: T): void {
    const others = this.#origins.get(waiting.origin);
    if (others === undefined) this.#origins.set(waiting.origin, new Set([waiting]));
    else others.add(waiting);
  }

  /** Forgets one, if it waits. */
  delete(waiting: T): void {
    const others = this.#origins.get(waiting.origin);
    if (others?.delete(waiting) === true && others.size === 0) this.#origins.delete(waiting.origin);
  }

  /** Takes the one whose turn it is. */
  take(): T | undefined {
    for (const [origin, waiting] of this.#origins) {
      for (const next of waiting) {
        this.#origins.delete(origin);
        waiting.delete(next);
        if (waiting.size > 0) this.#origins.set(origin, waiting);
        return next;
      }
    }
    return undefined;
  }
}
