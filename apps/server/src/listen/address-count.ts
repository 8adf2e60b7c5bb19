import { originOf } from './origin';

/** How many connections come from where. */
export class AddressCount {
  readonly #counts = new Map<string, number>();

  /** Counts one more, and says how many there are now from there. */
  add(address: string): number {
    const origin = originOf(address);
    const count = (this.#counts.get(origin) ?? 0) + 1;
    this.#counts.set(origin, count);
    return count;
  }

  /** Counts one less. */
  remove(address: string): void {
    const origin = originOf(address);
    const count = (this.#counts.get(origin) ?? 0) - 1;
    if (count > 0) this.#counts.set(origin, count);
    else this.#counts.delete(origin);
  }
}
