import { AsyncLocalStorage } from 'node:async_hooks';

/** A program that must not outlive the check that has started it. */
export interface StartedProgram {
  /** How it ended, if that was its own doing and no orderly end: `died of SIGSEGV`. */
  readonly crash: string | undefined;
  readonly stderr: string;
  /** Sends the kill before it returns, and is fulfilled when the program is gone. */
  kill(): Promise<void>;
}

const current = new AsyncLocalStorage<StartedPrograms>();

/** All that have something to kill yet. */
const open = new Set<StartedPrograms>();

/** The programs that one check starts, wherever in its code it does. */
export class StartedPrograms {
  readonly #programs: StartedProgram[] = [];
  #over = false;

  /** Runs a check; what is {@link add}ed meanwhile is of its programs. */
  async during<T>(body: () => Promise<T>): Promise<T> {
    open.add(this);
    return current.run(this, body);
  }

  /** Counts a program among those of the check that starts it, if any does. */
  static add(program: StartedProgram): void {
    const started = current.getStore();
    if (started === undefined) return;
    started.#programs.push(program);
    // A check that was given up may go on in the background, but starts nothing more.
    if (started.#over) program.kill().catch(() => undefined);
  }

  /** The program that tells most about a failure: one that crashed, or else said something. */
  get witness(): StartedProgram | undefined {
    return (
      this.#programs.find(({ crash }) => crash !== undefined) ??
      this.#programs.find(({ stderr }) => stderr !== '')
    );
  }

  /** Ends them all, and those that are started from now on. */
  async kill(): Promise<void> {
    this.#over = true;
    open.delete(this);
    await Promise.allSettled(this.#programs.map((program) => program.kill()));
  }
}

/** Ends what any check has running, with no waiting: for when this process is about to exit. */
export function killEverything(): void {
  for (const started of open) void started.kill();
}
