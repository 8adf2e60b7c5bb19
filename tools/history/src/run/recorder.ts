import { type Entry, type History } from '../history';

type Unstamped = Entry extends infer Each ? (Each extends Entry ? Omit<Each, 'at'> : never) : never;

/** Writes a history, by the clock of this process. */
export class Recorder {
  readonly #entries: Entry[] = [];

  get history(): History {
    return this.#entries;
  }

  note(entry: Unstamped): void {
    this.#entries.push({ ...entry, at: performance.now() });
  }
}
