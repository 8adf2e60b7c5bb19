import { concatBytes } from '@chat/framing';
import { encodeLine, SERVER_JOIN_REQUIRES_ARGUMENT, type Delivery } from '@chat/protocol';
import { Call, type Fence, type Outcome } from './call';
import type { Command } from './command';
import { SessionError } from './errors';
import { BARE_JOIN, fenceWord, leadingWord } from './fence';

/** Milliseconds that a call waits for its answer. */
const ANSWER_TIMEOUT = 10_000;

/** Milliseconds that the first call waits for a word's refusal before it tries a bare /join too. */
const WORD_TIMEOUT = 3_000;

/** Runs something once, so many milliseconds from now, unless the function that it returns is called. */
export type After = (milliseconds: number, run: () => void) => () => void;

/** Sends whole frames to the server, behind all that was sent before. */
export type Send = (frames: Uint8Array) => void;

/**
 * The calls that wait for an answer, in the order in which they were sent: that is the order of the
 * replies too (rule 19).
 */
export class Calls {
  readonly #send: Send;
  readonly #after: After;
  readonly #calls: Call[] = [];
  /** What this server refuses, as far as is known. */
  #refuses: 'words' | 'bare joins' | undefined;
  /** All bare /joins have the same reply, so they are counted: those sent as lines too. */
  #joinsSent = 0;
  #joinsRefused = 0;
  readonly #joinFences = new Set<string>();

  constructor(send: Send, after: After) {
    this.#send = send;
    this.#after = after;
  }

  /** How many wait. */
  get size(): number {
    return this.#calls.reduce((size, { isOver }) => (isOver ? size : size + 1), 0);
  }

  /** Sends a command between two fences, in one write. */
  ask<Result>(command: Command<Result>, ended: (outcome: Outcome) => void): Promise<Result> {
    const frames = encodeLine(command.line);
    const fences = [this.#fence(), this.#fence()] as const;
    const call = new Call(command, fences, ended);
    this.#calls.push(call as Call);
    call.own(
      this.#after(ANSWER_TIMEOUT, () => {
        call.giveUp(noAnswer());
      }),
    );
    if (this.#refuses === undefined) {
      call.own(
        this.#after(WORD_TIMEOUT, () => {
          this.#tryBareJoin(call as Call);
        }),
      );
    }
    const [before, behind] = fences.map(({ line }) => encodeLine(line)) as [Uint8Array, Uint8Array];
    try {
      this.#send(concatBytes([before, frames, behind]));
    } catch (error) {
      this.#calls.pop();
      call.giveUp(error);
    }
    return call.answer;
  }

  /** A bare /join was sent as a line: it will be refused as the fences are. */
  countBareJoin(): void {
    this.#joinsSent++;
  }

  /**
   * Takes a frame that came.
   *
   * @returns what it was: the reply to a fence, part of the answer to a call, or neither
   */
  receive(delivery: Delivery, text: string): 'fence' | 'answer' | undefined {
    const key = this.#keyOf(text);
    if (this.#isFence(key)) return 'fence';
    const [first] = this.#calls;
    if (first?.isOpen === true) {
      return !first.isOver && first.command.take(delivery, text) ? 'answer' : undefined;
    }
    // Perhaps no word will be refused, and the calls have to do without their first fence.
    if (this.#refuses === undefined)
      this.#calls.some(({ command }) => command.take(delivery, text));
    return undefined;
  }

  /** The connection is over: nothing that waits will be answered. */
  close(error: Error): void {
    for (const call of this.#calls) call.giveUp(error);
  }

  #fence(): Fence {
    if (this.#refuses === 'bare joins') return this.#joinFence();
    const word = fenceWord();
    return { line: word, key: word };
  }

  #joinFence(): Fence {
    this.#joinsSent++;
    const key = joinKey(this.#joinsSent);
    this.#joinFences.add(key);
    return { line: BARE_JOIN, key };
  }

  #tryBareJoin(call: Call): void {
    if (this.#refuses !== undefined) return;
    const { line, key } = this.#joinFence();
    call.closings.push(key);
    this.#send(encodeLine(line));
  }

  #keyOf(text: string): string {
    if (text !== SERVER_JOIN_REQUIRES_ARGUMENT) return leadingWord(text);
    this.#joinsRefused++;
    return joinKey(this.#joinsRefused);
  }

  #isFence(key: string): boolean {
    const isJoin = this.#joinFences.delete(key);
    const index = this.#calls.findIndex(
      ({ opening, closings }) => opening === key || closings.includes(key),
    );
    const call = this.#calls[index];
    if (call === undefined) return isJoin;
    this.#refuses ??= isJoin ? 'bare joins' : 'words';
    // Whoever waited before has got all the replies that there will be.
    for (const earlier of this.#calls.splice(0, index)) earlier.giveUp(noAnswer());
    if (key === call.opening) {
      call.open();
      return true;
    }
    // A word behind the command is refused where the one before it was, or something was lost.
    if (call.isOpen || isJoin) call.settle();
    else call.giveUp(noAnswer());
    this.#calls.shift();
    return true;
  }
}

function joinKey(number: number): string {
  return `${BARE_JOIN} ${number}`;
}

function noAnswer(): SessionError {
  return new SessionError('ERR_NO_ANSWER', 'The server has not answered.');
}
