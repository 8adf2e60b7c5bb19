import type { Answer } from './link';
import type { Listing } from './listing';

/** An answer that is there in part, the rest of which is made as it is asked for. */
export class PulledAnswer implements Answer {
  #first: readonly Uint8Array[] | undefined;
  readonly #rest: Listing | undefined;
  #taken: (() => void) | undefined;

  /** @param taken called once, when the peer has taken everything */
  constructor(first: readonly Uint8Array[], rest: Listing | undefined, taken: () => void) {
    this.#first = first;
    this.#rest = rest;
    this.#taken = taken;
  }

  next(): readonly Uint8Array[] | undefined {
    const first = this.#first;
    this.#first = undefined;
    if (first !== undefined) return first;
    if (this.#rest?.done === false) return this.#rest.next();
    const taken = this.#taken;
    this.#taken = undefined;
    taken?.();
    return undefined;
  }
}
