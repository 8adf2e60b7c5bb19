/** Frames that are handled in one turn of the event loop before whoever sent many has to wait. */
const TURN = 1024;

/** Frames of one connection, read at once, that never wait. */
const FEW = 64;

/**
 * Who waits because much is being sent. What one read brings is handled as a whole, in the order in
 * which it was read, as long as the turn has room. So however many flood, a turn stays short, and
 * whoever sends little is served in each.
 */
export class Backlog {
  #room = TURN;
  readonly #waiting: (() => void)[] = [];
  #scheduled = false;

  /** Whether so many frames may be handled now; those that may are counted. */
  admits(frames: number): boolean {
    this.#schedule();
    if (frames > FEW && (this.#room <= 0 || this.#waiting.length > 0)) return false;
    this.#room -= frames;
    return true;
  }

  /** Calls the function once, when so many frames may be handled. */
  add(frames: number, proceed: () => void): void {
    this.#schedule();
    this.#waiting.push(() => {
      this.#room -= frames;
      proceed();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(this.#serve);
  }

  readonly #serve = (): void => {
    this.#scheduled = false;
    this.#room = TURN;
    // First, so that what is handled here is delivered together.
    if (this.#waiting.length > 0) this.#schedule();
    while (this.#room > 0) {
      const proceed = this.#waiting.shift();
      if (proceed === undefined) return;
      proceed();
    }
  };
}
