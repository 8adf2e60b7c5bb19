import type { Writable } from 'node:stream';

/** Bytes that may wait for a reader that does not read. */
const WAITING = 1024 * 1024;

/** Writes lines, and counts those that there was no room for. */
export class LineWriter {
  readonly #output: Writable;
  readonly #note: (leftOut: number) => string;
  #leftOut = 0;
  #failed = false;

  /** @param note the line that stands in the place of so many others, once there is room again */
  constructor(output: Writable, note: (leftOut: number) => string) {
    this.#output = output;
    this.#note = note;
  }

  /** Writes a line, now or later; or leaves it out, if 1 MiB waits already, or writing fails. */
  write(line: string): void {
    if (this.#output.writableLength > WAITING) {
      this.#leftOut++;
      return;
    }
    this.#tell();
    this.#send(line, 1);
  }

  #tell(): void {
    if (this.#leftOut === 0 || this.#output.writableLength > 0) return;
    const leftOut = this.#leftOut;
    this.#leftOut = 0;
    // A write that failed may have left the beginning of its line.
    const start = this.#failed ? '\n' : '';
    this.#failed = false;
    this.#send(start + this.#note(leftOut), leftOut);
  }

  /** @param lines how many are lost with the text */
  #send(text: string, lines: number): void {
    this.#output.write(text, (error) => {
      if (error) {
        this.#failed = true;
        this.#leftOut += lines;
      } else {
        this.#tell();
      }
    });
  }
}
