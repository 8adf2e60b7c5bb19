import { type Load } from './load';
import { type Population } from './population';
import { type Sender } from './sender';

/**
 * Keeps as many messages under way as the scenario says: what is done is followed by new ones, once
 * per turn of the event loop, in one write per sender.
 */
export class ClosedLoop implements Load {
  readonly #window: number;
  readonly #waiting = new Set<Sender>();
  #running = false;
  #scheduled = false;

  constructor(
    private readonly population: Population,
    inFlight: number,
  ) {
    this.#window = Math.ceil(inFlight / population.senders.length);
  }

  get received(): number {
    return this.population.received;
  }

  get done(): number {
    return this.population.done;
  }

  lack(): string | undefined {
    return this.population.lack();
  }

  start(): void {
    this.#running = true;
    this.population.onProgress = (sender) => {
      this.#waiting.add(sender);
      this.#schedule();
    };
    for (const sender of this.population.senders) this.#waiting.add(sender);
    this.#schedule();
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

  #schedule(): void {
    if (this.#scheduled || !this.#running) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (!this.#running) return;
      for (const sender of this.#waiting) sender.send(this.#window - (sender.sent - sender.done));
      this.#waiting.clear();
    });
  }
}
