import { toClusters } from './clusters';

/** Clusters that stood, those that stand in their place, and where the cursor was and is. */
interface Edit {
  readonly at: number;
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  readonly cursorBefore: number;
  readonly cursorAfter: number;
  /** Edits of one number are undone together. */
  readonly step: number;
}

/**
 * A line that is being edited: grapheme clusters, with a cursor between two of them. Positions count
 * clusters. Whatever is done to it, its clusters are those of its text: an edit never leaves half of one,
 * and looks at its neighbours alone.
 */
export class Line {
  readonly #before: string[];
  /** What stands behind the cursor, the last first, so that an edit at the cursor moves nothing. */
  readonly #behind: string[] = [];
  readonly #done: Edit[] = [];
  readonly #undone: Edit[] = [];
  #step = 0;

  /** @param text what stands in it at first; the cursor is at its end */
  constructor(text = '') {
    this.#before = toClusters(text);
  }

  get length(): number {
    return this.#before.length + this.#behind.length;
  }

  get cursor(): number {
    return this.#before.length;
  }

  get text(): string {
    return this.slice(0, this.length);
  }

  /** The cluster at a position, if there is one. */
  at(position: number): string | undefined {
    const index = position - this.#before.length;
    return index < 0 ? this.#before[position] : this.#behind[this.#behind.length - 1 - index];
  }

  /** The text between two positions. */
  slice(from: number, to: number): string {
    return this.#clusters(from, to).join('');
  }

  /** Moves the cursor, at most to an end of the line. */
  moveTo(position: number): void {
    const to = Math.max(0, Math.min(position, this.length));
    while (this.#before.length > to) this.#behind.push(this.#before.pop() ?? '');
    while (this.#before.length < to) this.#before.push(this.#behind.pop() ?? '');
  }

  /**
   * Puts a text in the place of what stands between two positions, and the cursor behind it.
   *
   * @param continues whether it is undone together with the edit before
   */
  replace(from: number, to: number, text: string, continues = false): void {
    if (from === to && text === '') return;
    const at = Math.max(0, from - 1);
    const lead = this.slice(at, from) + text;
    const { end, fresh } = this.#segment(lead, to);
    const edit = {
      at,
      old: this.#clusters(at, end),
      fresh,
      cursorBefore: this.cursor,
      cursorAfter: at + countClusters(fresh, lead.length),
      step: continues ? this.#step : ++this.#step,
    };
    this.#done.push(edit);
    this.#undone.length = 0;
    this.#put(at, edit.old.length, fresh, edit.cursorAfter);
  }

  /** @param continues as in {@link replace} */
  insert(text: string, continues = false): void {
    this.replace(this.cursor, this.cursor, text, continues);
  }

  /** Takes the last edit back. */
  undo(): void {
    for (const edit of lastStep(this.#done)) {
      this.#put(edit.at, edit.fresh.length, edit.old, edit.cursorBefore);
      this.#undone.push(edit);
    }
  }

  /** Makes the last edit that was undone again. */
  redo(): void {
    for (const edit of lastStep(this.#undone)) {
      this.#put(edit.at, edit.old.length, edit.fresh, edit.cursorAfter);
      this.#done.push(edit);
    }
  }

  /**
   * The clusters of a text and of what stands behind it, as far as that makes a difference: up to where a
   * cluster is again what it was.
   */
  #segment(lead: string, to: number): { end: number; fresh: string[] } {
    for (let reach = 2; ; reach *= 2) {
      const end = Math.min(this.length, to + reach);
      const fresh = toClusters(lead + this.slice(to, end));
      if (end === this.length || fresh.at(-1) === this.at(end - 1)) return { end, fresh };
    }
  }

  #clusters(from: number, to: number): string[] {
    const cursor = this.cursor;
    const clusters = this.#before.slice(from, Math.min(to, cursor));
    for (let at = Math.max(from, cursor); at < to; at++) clusters.push(this.at(at) ?? '');
    return clusters;
  }

  #put(at: number, count: number, clusters: readonly string[], cursor: number): void {
    this.moveTo(at);
    this.#behind.length -= count;
    for (const cluster of clusters) this.#before.push(cluster);
    this.moveTo(cursor);
  }
}

/** How many of the clusters so many units take; one that they end in is counted. */
function countClusters(clusters: readonly string[], units: number): number {
  let count = 0;
  for (let left = units; left > 0; left -= clusters[count++]?.length ?? left);
  return count;
}

/** Takes the last edit off, and those that go with it, the last first. */
function lastStep(edits: Edit[]): Edit[] {
  const step = edits.at(-1)?.step;
  const start = edits.findLastIndex((edit) => edit.step !== step) + 1;
  return edits.splice(start).reverse();
}
