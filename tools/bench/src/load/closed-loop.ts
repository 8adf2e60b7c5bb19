import { type Load } from './load';
import { type Population } from './population';
import { type Sender } from './sender';

/** Those who talk, and listen. */
type Crowd = Pick<Population, 'senders' | 'onDone' | 'received' | 'lack' | 'arrived'>;

/**
 * Keeps as many messages under way as the scenario says: each that is done is followed by another at
 * once, in a write of its own. In bursts, what follows is collected until the turn of the event loop is
 * over, and goes out in one write per sender.
 */
export class ClosedLoop implements Load {
  readonly #window: number;
  readonly #waiting = new Set<Sender>();
  #running = false;
  #scheduled = false;

  constructor(
    private readonly population: Crowd,
    inFlight: number,
    private readonly burst: boolean,
  ) {
    this.#window = Math.ceil(inFlight / population.senders.length);
  }

  get received(): number {
    return this.population.received;
  }

  lack(): string | undefined {
    return this.population.lack();
  }

  start(): void {
    this.#running = true;
    const { population } = this;
    population.onDone = (sender) => {
      if (!this.#running) return;
      if (this.burst) this.#collect(sender);
      else this.#follow(sender);
    };
    for (const sender of population.senders) population.onDone(sender);
  }

  /**
   * Once all have all, a last message of each sender comes behind it, so that nothing can come twice
   * unseen.
   */
  async stop(): Promise<void> {
    this.#running = false;
    await this.population.arrived();
    for (const sender of this.population.senders) sender.send(1);
    await this.population.arrived();
  }

  #missing({ sent, done }: Sender): number {
    return this.#window - (sent - done);
  }

  #follow(sender: Sender): void {
    for (let count = this.#missing(sender); count > 0; count--) sender.send(1);
  }

  #collect(sender: Sender): void {
    this.#waiting.add(sender);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#running) return;
      for (const one of this.#waiting) one.send(this.#missing(one));
      this.#waiting.clear();
    });
  }
}
