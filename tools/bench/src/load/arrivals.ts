import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { type RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * When messages are due, and whose they are: a Poisson process. The gaps are exponential, as they are
 * between people who know nothing of each other; each message is of a sender drawn anew. The same
 * seed draws the same.
 */
export class Arrivals {
  readonly #random: RandomGenerator;
  /** When the next message is due, in milliseconds from the beginning. */
  due = 0;
  /** Whose it is: the place of its sender. */
  sender = 0;

  /**
   * @param rate messages per millisecond of all senders together; with 0, none is ever due
   * @param senders how many there are
   */
  constructor(
    private readonly rate: number,
    private readonly senders: number,
    seed: number,
  ) {
    this.#random = xoroshiro128plus(seed);
    this.advance();
  }

  /** Goes on to the message behind this one. */
  advance(): void {
    this.due += -Math.log(1 - uniformFloat64(this.#random)) / this.rate;
    this.sender = uniformInt(this.#random, 0, this.senders - 1);
  }
}
