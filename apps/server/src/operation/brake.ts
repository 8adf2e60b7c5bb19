import type { Log } from './log';

/** Milliseconds in which an event of one kind is said once. */
const QUIET = 60_000;

interface Kind {
  /** Events that were not said, since the last that was. */
  leftOut: number;
  /** Says the last of them, with how many more there were. */
  say: (leftOut: number) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Says what strangers can cause many times a second: of each kind the first at once, and then, once a
 * minute while it goes on, the last, with how many others were left out. None is forgotten.
 */
export class Brake {
  readonly #log: () => Log;
  readonly #kinds = new Map<string, Kind>();

  /** @param log where it is said; asked for whenever something is */
  constructor(log: () => Log) {
    this.#log = log;
  }

  /** An event of a kind: `leftOut` is added to its properties. */
  happened(
    kind: string,
    level: keyof Log,
    message: string,
    properties: Record<string, unknown>,
  ): void {
    const say = (leftOut: number): void => {
      const others = leftOut === 0 ? '' : ' ({leftOut} others were left out)';
      this.#log()[level](message + others, { ...properties, leftOut });
    };
    const known = this.#kinds.get(kind);
    if (known === undefined) {
      this.#wait(kind);
      say(0);
      return;
    }
    known.leftOut++;
    known.say = say;
  }

  /** Says what was left out so far: the program is about to end. */
  release(): void {
    for (const [kind, { timer }] of this.#kinds) {
      clearTimeout(timer);
      this.#tell(kind);
    }
  }

  #wait(kind: string): void {
    const timer = setTimeout(() => {
      if (this.#tell(kind)) this.#wait(kind);
    }, QUIET).unref();
    this.#kinds.set(kind, { leftOut: 0, say: () => undefined, timer });
  }

  /** @returns whether there was something to say */
  #tell(kind: string): boolean {
    const { leftOut = 0, say } = this.#kinds.get(kind) ?? {};
    this.#kinds.delete(kind);
    if (leftOut > 0) say?.(leftOut - 1);
    return leftOut > 0;
  }
}
