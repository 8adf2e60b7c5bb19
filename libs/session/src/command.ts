import { encodeFrames, FrameDecoder, framePayload, decodeText } from '@chat/framing';
import {
  format,
  SERVER_CHANNEL_EXISTS,
  SERVER_INVALID_CONTROL_MESSAGE,
  SERVER_NO_CHANNEL_EXISTS,
  type Delivery,
  type Refusal,
} from '@chat/protocol';

/** A command that is sent between two fences, and what came of it. */
export interface Command<Result> {
  /** What is sent. */
  readonly line: string;
  /** What the server said, if it refused. */
  readonly refusal: string | undefined;
  /** What came of it, if it was not refused. */
  readonly result: Result;
  /**
   * Takes a frame that came between the fences, if it can come of this command.
   *
   * @param text all that the frame says
   * @returns whether it did
   */
  take(delivery: Delivery, text: string): boolean;
  /** Forgets what it took: that came of something else, sent before. */
  reset(): void;
}

/** The word of a command, and what a server answers it with besides that it is not valid. */
const REFUSALS: Readonly<Record<'/create' | '/join', Refusal>> = {
  '/create': SERVER_CHANNEL_EXISTS,
  '/join': SERVER_NO_CHANNEL_EXISTS,
};

/** /create or /join (rule 10): silent when it succeeds. */
export class Move implements Command<string> {
  readonly line: string;
  /** The channel. */
  readonly result: string;
  refusal: string | undefined;
  readonly #word: '/create' | '/join';
  /** What is still to come of a refusal that does not fit one frame. */
  #rest: string[] = [];

  constructor(word: '/create' | '/join', channel: string) {
    this.#word = word;
    this.line = `${word} ${channel}`;
    this.result = channel;
  }

  take(delivery: Delivery, text: string): boolean {
    if (this.#rest.length > 0 && this.#rest[0] === text) {
      this.#rest.shift();
      return true;
    }
    this.#rest = [];
    if (this.refusal !== undefined || delivery.type !== 'refused') return false;
    if (!this.#canBe(delivery.reason, text)) return false;
    const whole = format(delivery.reason as '{0}', this.result);
    const [first, ...rest] = textsOf(whole);
    this.refusal = first === text ? whole : text;
    if (first === text) this.#rest = rest;
    return true;
  }

  reset(): void {
    this.refusal = undefined;
    this.#rest = [];
  }

  #canBe(reason: Refusal, text: string): boolean {
    if (reason === SERVER_INVALID_CONTROL_MESSAGE) return text.startsWith(`${this.#word} `);
    return reason === REFUSALS[this.#word];
  }
}

/** /list (rule 11): of any number of frames. */
export class List implements Command<readonly string[]> {
  readonly line = '/list';
  refusal: string | undefined;
  result: string[] = [];

  take(delivery: Delivery, text: string): boolean {
    if (delivery.type === 'refused' && text.startsWith(`${this.line} `)) this.refusal = text;
    else if (delivery.type === 'listing') this.result.push(...delivery.names);
    else if (delivery.type === 'notice') this.result.push(text);
    // No message has two lines (rule 4): it is a listing whose first name looks like a message.
    else if (text.includes('\n')) this.result.push(...text.split('\n'));
    else return false;
    return true;
  }

  reset(): void {
    this.refusal = undefined;
    this.result = [];
  }
}

/** What each frame of a text says. */
function textsOf(text: string): string[] {
  const frames = new FrameDecoder().push(encodeFrames(text));
  return frames.map((frame) => decodeText(framePayload(frame)));
}
