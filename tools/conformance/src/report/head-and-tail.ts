/** A list however long, of which the first and the last things are kept, and the others counted. */
export class HeadAndTail<T> {
  readonly #head: T[] = [];
  readonly #tail: T[] = [];
  #dropped = 0;

  /** @param first how many things are kept of the beginning, @param last how many of the end */
  constructor(
    private readonly first: number,
    private readonly last: number,
  ) {}

  static of<T>(things: Iterable<T>, first: number, last: number): HeadAndTail<T> {
    const list = new HeadAndTail<T>(first, last);
    for (const thing of things) list.add(thing);
    return list;
  }

  add(thing: T): void {
    if (this.#head.length < this.first) {
      this.#head.push(thing);
      return;
    }
    this.#tail.push(thing);
    if (this.#tail.length > this.last) {
      this.#tail.shift();
      this.#dropped++;
    }
  }

  /** What was added last. */
  get latest(): T | undefined {
    return this.#tail.at(-1) ?? this.#head.at(-1);
  }

  /** What is kept, each thing shown, and a note in the place of what is not. */
  show(show: (thing: T) => string): string[] {
    const gap = this.#dropped === 0 ? [] : [`… ${this.#dropped} more …`];
    return [...this.#head.map(show), ...gap, ...this.#tail.map(show)];
  }
}
