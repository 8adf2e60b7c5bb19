/** By which the program is ended from outside, in whatever state the terminal is. */
const FATAL = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** By which other programs are asked for something; by SIGUSR1, Node for a debugger. */
const UNUSED = ['SIGUSR1', 'SIGUSR2'] as const;

/** What the terminal needs when a signal comes. */
export interface Attendant {
  /** The program will not be here for a while. */
  leave(): void;
  /** It is here again. */
  enter(): void;
  /** It is going to be no more. */
  end(): void;
}

/** Has signals leave the terminal as it was, and do then what they do to every program. */
export class Signals {
  readonly #attendant: Attendant;
  readonly #listeners = new Map<NodeJS.Signals, () => void>();

  constructor(attendant: Attendant) {
    this.#attendant = attendant;
    for (const signal of UNUSED) this.#listeners.set(signal, () => undefined);
    for (const signal of FATAL) {
      this.#listeners.set(signal, () => {
        this.raise(signal);
      });
    }
    this.#listeners.set('SIGTSTP', () => {
      this.suspend(process.pid);
    });
    this.#listeners.set('SIGCONT', () => {
      attendant.enter();
    });
    this.#listeners.forEach((listener, signal) => process.on(signal, listener));
  }

  /** Ends the program by a signal. */
  raise(signal: NodeJS.Signals): void {
    this.#attendant.end();
    this.stop();
    process.kill(process.pid, signal);
  }

  /**
   * Stops the program until somebody continues it. Nothing stops one that nobody would continue.
   *
   * @param whom a process, or 0 for all that are in the terminal's foreground with this one
   */
  suspend(whom = 0): void {
    const listener = this.#listeners.get('SIGTSTP') ?? (() => undefined);
    this.#attendant.leave();
    process.off('SIGTSTP', listener);
    process.kill(whom, 'SIGTSTP');
    process.on('SIGTSTP', listener);
    this.#attendant.enter();
  }

  /** Lets signals do what they do to every program. */
  stop(): void {
    this.#listeners.forEach((listener, signal) => process.off(signal, listener));
  }
}
