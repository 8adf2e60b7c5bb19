const MICROSECONDS = 1e6;

/** What this process, the generator, has used of its own core since some moment. */
export class Effort {
  readonly #cpu = process.cpuUsage();
  readonly #start = performance.now();

  /** User and system time, in seconds. */
  get cpuSeconds(): number {
    const { user, system } = process.cpuUsage(this.#cpu);
    return (user + system) / MICROSECONDS;
  }

  get wallSeconds(): number {
    return (performance.now() - this.#start) / 1000;
  }

  /**
   * The part of a core that it was busy, 0 to 1.
   *
   * @param waiting seconds of its CPU time that it only waited, by asking what there is again and again
   */
  share(waiting = 0): number {
    return Math.max(0, this.cpuSeconds - waiting) / this.wallSeconds;
  }
}
