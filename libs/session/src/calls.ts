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

/** The calls that wait for an answer. What was sent first is answered first (rule 19). */
export class Calls {
  readonly #send: Send;
  readonly #after: After;
  readonly #waiting = new Set<Call>();
  /** Those whose replies may still come, in the order in which they were sent. */
  #fences: Fence[] = [];
  /** The call whose first fence is answered and whose last is not: what comes is its answer. */
  #open: Call | undefined;
  /** Whether the server refuses words; unknown until it has refused something. */
  #refusesWords: boolean | undefined;

  constructor(send: Send, after: After) {
    this.#send = send;
    this.#after = after;
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
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
      const timers: (() => void)[] = [];
      const call: Call = {
        command,
        end: (error) => {
          if (!this.#waiting.delete(call)) return;
          ended(error);
          if (error === undefined) resolve();
          else reject(error);
          for (const cancel of timers) cancel();
        },
      };
      this.#waiting.add(call);
      timers.push(
        this.#after(ANSWER_TIMEOUT, () => {
          call.end(noAnswer());
        }),
        this.#after(WORD_TIMEOUT, () => {
          if (this.#refusesWords !== true) this.#send(this.#fence(call, false, BARE_JOIN));
        }),
      );
      try {
        this.#send(concatBytes([this.#fence(call, true), frames, this.#fence(call, false)]));
      } catch (error) {
        // Nothing will answer what was not sent.
        this.#fences = this.#fences.filter((fence) => fence.call !== call);
        call.end(error as Error);
      }
    });
  }

  /** A bare /join was sent as a line: it will be refused as fences are. */
  expectBareJoin(): void {
    this.#fences.push({ reply: SERVER_JOIN_REQUIRES_ARGUMENT });
  }

  /**
   * Takes a frame that came.
   *
   * @returns what it was: the reply to a fence, part of the answer to a call, or neither
   */
  receive(delivery: Delivery, text: string): 'fence' | 'answer' | undefined {
    const replies = [text, leadingWord(text)];
    const index = this.#fences.findIndex(({ reply }) => replies.includes(reply));
    // What was sent before this one will not be answered any more.
    const fence = this.#fences.splice(0, index + 1).pop();
    if (fence !== undefined) return this.#pass(fence);
    if (this.#open !== undefined) {
      const isAnswer = this.#waiting.has(this.#open) && this.#open.command.take(delivery, text);
      return isAnswer ? 'answer' : undefined;
    }
    // Perhaps no word will be refused, and the calls have to do without their first fence.
    if (this.#refusesWords === undefined) {
      [...this.#waiting].some(
        ({ command }) => command.refusal === undefined && command.take(delivery, text),
      );
    }
    return undefined;
  }

  /** The connection is over: nothing that waits will be answered. */
  close(error: Error): void {
    for (const call of this.#waiting) call.end(error);
  }

  /** A fence, as it is sent: a word, unless the server refuses none. */
  #fence(
    call: Call,
    opens: boolean,
    line = this.#refusesWords === false ? BARE_JOIN : fenceWord(),
  ): Bytes {
    const reply = line === BARE_JOIN ? SERVER_JOIN_REQUIRES_ARGUMENT : line;
    this.#fences.push({ reply, call, opens });
    return encodeLine(line);
  }

  /** The reply to a fence came. */
  #pass({ reply, call, opens }: Fence): 'fence' | undefined {
    if (call === undefined) return undefined;
    const isWord = reply !== SERVER_JOIN_REQUIRES_ARGUMENT;
    this.#refusesWords ??= isWord;
    if (this.#waiting.has(call)) {
      for (const earlier of this.#waiting) {
        if (earlier === call) break;
        earlier.end(noAnswer());
      }
    }
    const { command, end } = call;
    const wasOpen = this.#open === call;
    this.#open = opens ? call : undefined;
    if (opens) command.reset();
    // A word behind the command is refused where the one before it was, or something was lost.
    else if (isWord && !wasOpen) end(noAnswer());
    else if (command.refusal === undefined) end();
    else end(new SessionError('ERR_REFUSED', command.refusal));
    return 'fence';
  }
}

function noAnswer(): SessionError {
  return new SessionError('ERR_NO_ANSWER', 'The server has not answered.');
}
