import type { Command } from './command';
import { SessionError } from './errors';

/** How a call ended. */
export type Outcome = 'done' | 'refused' | 'unanswered';

/** What is sent around a command, and what tells its reply from others. */
export interface Fence {
  readonly line: string;
  readonly key: string;
}

/** A command between two fences, on its way. */
export class Call<Result = unknown> {
  readonly command: Command<Result>;
  /** The key of the fence before the command. */
  readonly opening: string;
  /** The keys of those behind it, each of which ends the call. */
  readonly closings: string[];
  /** Whether all replies to what was sent before it are there. */
  isOpen = false;
  isOver = false;
  /** Resolves or rejects once. */
  readonly answer: Promise<Result>;
  readonly #timers: (() => void)[] = [];
  readonly #ended: (outcome: Outcome) => void;
  #resolve: (result: Result) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(
    command: Command<Result>,
    [before, behind]: readonly [Fence, Fence],
    ended: (outcome: Outcome) => void,
  ) {
    this.command = command;
    this.opening = before.key;
    this.closings = [behind.key];
    this.#ended = ended;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Cancels a timer when the call is over. */
  own(cancel: () => void): void {
    this.#timers.push(cancel);
  }

  open(): void {
    this.isOpen = true;
    this.command.reset();
  }

  /** All replies to the command are there. */
  settle(): void {
    const { refusal, result } = this.command;
    if (refusal === undefined) {
      this.#end('done', () => {
        this.#resolve(result);
      });
    } else this.#refuse(refusal);
  }

  /** No reply will come, or none that is told from others. */
  giveUp(error: unknown): void {
    this.#end('unanswered', () => {
      this.#reject(error);
    });
  }

  #refuse(text: string): void {
    this.#end('refused', () => {
      this.#reject(new SessionError('ERR_REFUSED', text));
    });
  }

  #end(outcome: Outcome, tell: () => void): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const cancel of this.#timers) cancel();
    this.#ended(outcome);
    tell();
  }
}
