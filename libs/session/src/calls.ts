import { concatBytes, encodeText, type Bytes } from '@chat/framing';
import { encodeLine, SERVER_JOIN_REQUIRES_ARGUMENT, type Delivery } from '@chat/protocol';
import type { Call, Fence } from './call';
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
export type Send = (frames: Bytes) => void;

/**
 * The calls that wait for an answer, in the order in which they were sent: that is the order of the
 * replies too (rule 19).
 */
export class Calls {
  readonly #send: Send;
  readonly #after: After;
  readonly #calls: Call[] = [];
  /** Whether the server refuses words; unknown until it has refused something. */
  #refusesWords: boolean | undefined;
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
    return this.#calls.filter(({ isOver }) => !isOver).length;
  }

  /**
   * Sends a command between two fences, in one write.
   *
   * @param ended is told of the end at once, before anything that came behind it is read
   */
  ask(command: Command, ended: (error?: Error) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      // Names keep their bytes.
      const frames = encodeLine(encodeText(command.line));
      const [before, behind] = [this.#fence(), this.#fence()];
      const timers: (() => void)[] = [];
      const call: Call = {
        command,
        opening: before.key,
        closings: [behind.key],
        isOpen: false,
        isOver: false,
        end: (error) => {
          if (call.isOver) return;
          call.isOver = true;
          for (const cancel of timers) cancel();
          ended(error);
          if (error === undefined) resolve();
          else reject(error);
        },
      };
      this.#calls.push(call);
      timers.push(
        this.#after(ANSWER_TIMEOUT, () => {
          call.end(noAnswer());
        }),
        this.#after(WORD_TIMEOUT, () => {
          if (this.#refusesWords !== undefined) return;
          const { line, key } = this.#joinFence();
          call.closings.push(key);
          this.#send(encodeLine(line));
        }),
      );
      try {
        this.#send(concatBytes([encodeLine(before.line), frames, encodeLine(behind.line)]));
      } catch (error) {
        call.end(error as Error);
      }
    });
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
    if (this.#isFence(this.#keyOf(text))) return 'fence';
    const [first] = this.#calls;
    if (first?.isOpen) {
      return !first.isOver && first.command.take(delivery, text) ? 'answer' : undefined;
    }
    // Perhaps no word will be refused, and the calls have to do without their first fence.
    if (this.#refusesWords === undefined) {
      this.#calls.some(
        ({ command }) => command.refusal === undefined && command.take(delivery, text),
      );
    }
    return undefined;
  }

  /** The connection is over: nothing that waits will be answered. */
  close(error: Error): void {
    for (const call of this.#calls) call.end(error);
  }

  #fence(): Fence {
    if (this.#refusesWords === false) return this.#joinFence();
    const word = fenceWord();
    return { line: word, key: word };
  }

  #joinFence(): Fence {
    this.#joinsSent++;
    const key = `${BARE_JOIN}${this.#joinsSent}`;
    this.#joinFences.add(key);
    return { line: BARE_JOIN, key };
  }

  #keyOf(text: string): string {
    if (text !== SERVER_JOIN_REQUIRES_ARGUMENT) return leadingWord(text);
    this.#joinsRefused++;
    return `${BARE_JOIN}${this.#joinsRefused}`;
  }

  #isFence(key: string): boolean {
    const isJoin = this.#joinFences.delete(key);
    const index = this.#calls.findIndex(
      ({ opening, closings }) => opening === key || closings.includes(key),
    );
    const call = this.#calls[index];
    if (call === undefined) return isJoin;
    this.#refusesWords ??= !isJoin;
    // Whoever waited before has got all the replies that there will be.
    for (const earlier of this.#calls.splice(0, index)) earlier.end(noAnswer());
    const { command, isOpen, opening, end } = call;
    if (key === opening) {
      call.isOpen = true;
      command.reset();
      return true;
    }
    this.#calls.shift();
    // A word behind the command is refused where the one before it was, or something was lost.
    if (!isOpen && !isJoin) end(noAnswer());
    else if (command.refusal === undefined) end();
    else end(new SessionError('ERR_REFUSED', command.refusal));
    return true;
  }
}

function noAnswer(): SessionError {
  return new SessionError('ERR_NO_ANSWER', 'The server has not answered.');
}
