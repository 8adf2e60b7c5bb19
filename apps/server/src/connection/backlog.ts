import type { Answer } from '@chat/hub';
import type { SendMemory } from './send-memory';
import { sizeOf } from './views';

/** Views, and bytes of them, in one portion, beside its last view: a turn writes for many. */
const PORTION_VIEWS = 256;
const PORTION_BYTES = 64 * 1024;

/**
 * What one peer will be sent when it has taken what it was sent before: views and answers, in order. The views lie
 * in portions, each of them one write: to take a few from the front of a long list is slow.
 */
export class Backlog {
  readonly #memory: SendMemory;
  #parts: (Uint8Array[] | Answer)[] = [];
  #size = 0;
  /** Bytes in the last portion. */
  #lastSize = 0;

  constructor(memory: SendMemory) {
    this.#memory = memory;
  }

  /** Bytes of the views. */
  get size(): number {
    return this.#size;
  }

  /** The next portion, or the answer that comes before it. */
  get first(): Uint8Array[] | Answer | undefined {
    return this.#parts[0];
  }

  hold(views: readonly Uint8Array[]): void {
    let portion = this.#parts.at(-1);
    for (const view of views) {
      const full = this.#lastSize >= PORTION_BYTES;
      if (!Array.isArray(portion) || full || portion.length === PORTION_VIEWS) {
        this.#parts.push((portion = []));
        this.#lastSize = 0;
      }
      portion.push(view);
      this.#lastSize += view.length;
      this.#size += view.length;
      this.#memory.hold(view);
    }
  }

  /** Puts an answer behind everything. */
  add(answer: Answer): void {
    this.#parts.push(answer);
  }

  /**
   * Takes out what is first. The memory of its views is to be released.
   *
   * @returns bytes of these
   */
  drop(): number {
    const first = this.#parts.shift();
    if (!Array.isArray(first)) return 0;
    const size = sizeOf(first);
    this.#size -= size;
    return size;
  }

  /** Gives up everything. */
  clear(): void {
    for (const part of this.#parts) {
      if (Array.isArray(part)) for (const view of part) this.#memory.release(view);
    }
    this.#parts = [];
    this.#size = 0;
  }
}
