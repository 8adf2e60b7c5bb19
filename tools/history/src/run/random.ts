import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Choices that come of a seed, and of what they are for: others' choices change nothing about them. */
export class Random {
  readonly #generator;

  constructor(seed: number, stream: number) {
    this.#generator = xoroshiro128plus((seed * 1_000_003 + stream) | 0);
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return uniformInt(this.#generator, least, most);
  }

  /** One of these, of which there must be some. */
  of<T>(choices: readonly T[]): T {
    const choice = choices[this.between(0, choices.length - 1)];
    if (choice === undefined) throw new RangeError('There is nothing to choose from');
    return choice;
  }
}
