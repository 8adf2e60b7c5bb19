/** Events that wait to be read, and readers that wait for events: one of the two is always empty. */
export class Events<Event> {
  readonly #events: Event[] = [];
  readonly #readers: {
    readonly resolve: (result: IteratorResult<Event, undefined>) => void;
    readonly reject: (error: Error) => void;
  }[] = [];
  #isOver = false;
  #error: Error | undefined;

  /** How many events wait. */
  get size(): number {
    return this.#events.length;
  }

  push(event: Event): void {
    const reader = this.#readers.shift();
    if (reader === undefined) this.#events.push(event);
    else reader.resolve({ done: false, value: event });
  }

  /** Nothing more comes: whoever reads past the last event is told, by the error if there is one, once. */
  end(error?: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#error = error;
    for (const { resolve, reject } of this.#readers.splice(0)) {
      if (this.#error === undefined) resolve({ done: true, value: undefined });
      else reject(this.#error);
      this.#error = undefined;
    }
  }

  next(): Promise<IteratorResult<Event, undefined>> {
    const event = this.#events.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (!this.#isOver)
      return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
    const error = this.#error;
    this.#error = undefined;
    return error === undefined
      ? Promise.resolve({ done: true, value: undefined })
      : Promise.reject(error);
  }
}
