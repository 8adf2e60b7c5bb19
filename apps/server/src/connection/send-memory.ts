/** A peer for which something waits. */
export interface Laggard {
  /** Bytes that wait for it. */
  readonly waiting: number;
  /** Closes its connection, and gives back what is held for it. */
  cutOff(): void;
}

/**
 * Memory that is held because peers have not read yet what they were sent: of all together, what they
 * share counted once. Past its limit, whoever is furthest behind is cut off, until it fits.
 */
export class SendMemory {
  readonly #limit: number;
  /** How many views are held of each buffer: the smallest of them keeps all of it in memory. */
  readonly #views = new Map<ArrayBufferLike, number>();
  readonly #laggards = new Set<Laggard>();
  #size = 0;

  /** @param limit bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes that are held. */
  get size(): number {
    return this.#size;
  }

  add(laggard: Laggard): void {
    this.#laggards.add(laggard);
  }

  remove(laggard: Laggard): void {
    this.#laggards.delete(laggard);
  }

  hold(view: Uint8Array): void {
    const held = this.#views.get(view.buffer) ?? 0;
    this.#views.set(view.buffer, held + 1);
    if (held === 0) this.#size += view.buffer.byteLength;
  }

  release(view: Uint8Array): void {
    const held = this.#views.get(view.buffer) ?? 0;
    if (held > 1) {
      this.#views.set(view.buffer, held - 1);
      return;
    }
    this.#views.delete(view.buffer);
    this.#size -= view.buffer.byteLength;
  }

  /** Counts a copy that one peer has for itself; less than nothing when it is gone. */
  count(bytes: number): void {
    this.#size += bytes;
  }

  /** Cuts off whoever is furthest behind while too much is held. */
  enforce(): void {
    while (this.#size > this.#limit && this.#laggards.size > 0) {
      let [furthest] = this.#laggards;
      for (const laggard of this.#laggards) {
        if (laggard.waiting > (furthest?.waiting ?? 0)) furthest = laggard;
      }
      furthest?.cutOff();
    }
  }
}
