/** Microseconds of work that may be read at any moment of connections that have made much work lately. */
const READABLE = 3000;

/** Milliseconds that a connection is read, without bringing anything, while others wait to be read. */
const PATIENCE = 5;

/** A connection that is read only while it has a slot. */
export interface Reader {
  /** The work that its next read will make, in microseconds, about. */
  readonly expected: number;
  /** Whether it has made little work lately, and so needs no slot any more. */
  readonly light: boolean;
  readOn(): void;
  stopReading(): void;
}

/**
 * Which of the connections that have made much work lately are read. All that are read can bring something in
 * the same turn of the event loop, so they are no more than a turn can bear; the others wait, in order.
 */
export class ReadSlots {
  /** Who is read, and what that may bring. */
  readonly #reading = new Map<Reader, number>();
  readonly #waiting = new Set<Reader>();
  #readable = READABLE;
  #rotating = false;

  /** Whether the connection may be read on. If not, it is told when it may. */
  take(reader: Reader): boolean {
    if (this.#readable > 0 && this.#waiting.size === 0) {
      this.#occupy(reader);
      return true;
    }
    this.#waiting.add(reader);
    this.#rotate();
    return false;
  }

  /** The connection has brought something, or never will: another may be read. */
  release(reader: Reader): void {
    this.#waiting.delete(reader);
    this.#vacate(reader);
  }

  /** Has those read that there is room for. To be called once a turn. */
  serve(): void {
    for (const reader of this.#waiting) {
      if (this.#readable <= 0) return;
      this.#waiting.delete(reader);
      // Also who has become light: as many as wait may have, together.
      this.#occupy(reader);
      reader.readOn();
    }
  }

  #occupy(reader: Reader): void {
    this.#vacate(reader);
    this.#reading.set(reader, reader.expected);
    this.#readable -= reader.expected;
  }

  #vacate(reader: Reader): void {
    this.#readable += this.#reading.get(reader) ?? 0;
    this.#reading.delete(reader);
  }

  /** Whoever is read and brings nothing for a while lets another have its slot. */
  #rotate(): void {
    if (this.#rotating) return;
    this.#rotating = true;
    const idle = [...this.#reading.keys()];
    setTimeout(() => {
      this.#rotating = false;
      let needed = 0;
      for (const { expected } of this.#waiting) needed += expected;
      for (const reader of idle) {
        if (this.#readable >= needed) break;
        if (this.#reading.has(reader)) this.#letOthers(reader);
      }
      this.serve();
      if (this.#waiting.size > 0) this.#rotate();
    }, PATIENCE).unref();
  }

  #letOthers(reader: Reader): void {
    this.#vacate(reader);
    if (reader.light) return;
    reader.stopReading();
    this.#waiting.add(reader);
  }
}
