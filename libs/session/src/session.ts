import { encodeText, FrameDecoder, frameText, type BytesLike } from '@chat/framing';
import {
  encodeLine,
  encodeMessage,
  isCommand,
  messageRoom,
  parseDelivery,
  SERVER_CANNOT_ANSWER,
  SERVER_CHANNEL_EXISTS,
  SERVER_CREATE_REQUIRES_ARGUMENT,
  SERVER_JOIN_REQUIRES_ARGUMENT,
  SERVER_NO_CHANNEL_EXISTS,
  SERVER_TOO_MANY_CHANNELS,
  trimChannelName,
  type Delivery,
  type Refusal,
} from '@chat/protocol';
import { Calls, type After, type Send } from './calls';
import { Command, isListing, namesIn } from './command';
import { SessionError } from './errors';
import type { SessionEvent } from './event';
import { checkName } from './name';

export interface SessionOptions {
  /** What others see this client as: 1 to 64 bytes (rule 7). */
  readonly name: string;
  /** Sends bytes, always whole frames, behind all that were sent before. */
  readonly send: Send;
  /** The clock: runs something once, later, unless the function that it returns is called first. */
  readonly after: After;
  /** Whether the replies to fences are events too. They are not, unless asked for. */
  readonly fences?: boolean;
}

/**
 * A client of a chat server, without its socket: what came goes into {@link receive}, what is to be sent
 * comes out of `send`, and the name's frame at once (rule 7).
 */
export class Session {
  readonly name: string;
  readonly #send: Send;
  readonly #calls: Calls;
  readonly #showsFences: boolean;
  readonly #decoder = new FrameDecoder();
  #channel: string | undefined;
  /** How many lines were sent that may have changed the channel. */
  #moves = 0;
  /** Lines that ask for a listing, and whether one has begun and may go on. */
  #listingsAsked = 0;
  #isListing = false;
  #closed: Error | undefined;

  /** @throws {SessionError} `ERR_NAME` if the name is blank or over 64 bytes */
  constructor({ name, send, after, fences = false }: SessionOptions) {
    checkName(name);
    this.name = name;
    this.#send = send;
    this.#calls = new Calls(send, after);
    this.#showsFences = fences;
    send(encodeLine(encodeText(name)));
  }

  /**
   * The channel that the last answered {@link join} or {@link create} led to; `undefined` if there is
   * none, or if a line or a call without an answer may have led elsewhere since.
   */
  get channel(): string | undefined {
    return this.#channel;
  }

  /** How many calls wait for their answer. */
  get pending(): number {
    return this.#calls.size;
  }

  /**
   * Takes the next bytes from the server, of any length and cut anywhere (rule 2).
   *
   * @returns what they tell, in order. Answers to calls are not among it
   */
  receive(chunk: BytesLike): SessionEvent[] {
    return this.#decoder.push(chunk).flatMap((frame) => this.#read(frame));
  }

  /**
   * Sends a line as it was typed: exactly the frames that `encodeLine` makes of it (rule 23).
   *
   * @param text text or bytes, without the newline
   * @throws {ProtocolError} `ERR_COMMAND_TOO_LONG` if it is a command over 200 bytes
   * @throws {SessionError} `ERR_CLOSED` if the session is over
   */
  line(text: string | BytesLike): void {
    this.#checkOpen();
    const frames = encodeLine(text);
    if (isCommand(frames)) this.#note(frameText(frames));
    this.#send(frames);
  }

  /**
   * Says something in the channel, whatever it begins with, cut so that each frame of it is relayed as
   * one (rule 6). A message is not answered; who is in no channel is told so by an event (rule 17).
   *
   * @param text text or bytes, of any length
   * @throws {SessionError} `ERR_CLOSED` if the session is over
   */
  say(text: string | BytesLike): void {
    this.#checkOpen();
    this.#send(encodeMessage(text, messageRoom(this.name)));
  }

  /**
   * Goes into a channel that exists (rule 14).
   *
   * @throws {SessionError} `ERR_REFUSED`, with the server's words, if it did not work; `ERR_NO_ANSWER`
   *   after 10 seconds without one; `ERR_CLOSED` if the session is over before
   * @throws {ProtocolError} `ERR_COMMAND_TOO_LONG` if the name is over 194 bytes
   */
  async join(channel: string): Promise<void> {
    await this.#move('/join', channel, SERVER_JOIN_REQUIRES_ARGUMENT, [
      SERVER_NO_CHANNEL_EXISTS,
      SERVER_CANNOT_ANSWER,
    ]);
  }

  /**
   * Makes a channel that does not exist yet, and goes into it (rule 14).
   *
   * @throws the same as {@link join}, the name being at most 192 bytes
   */
  async create(channel: string): Promise<void> {
    await this.#move('/create', channel, SERVER_CREATE_REQUIRES_ARGUMENT, [
      SERVER_CHANNEL_EXISTS,
      SERVER_TOO_MANY_CHANNELS,
      SERVER_CANNOT_ANSWER,
    ]);
  }

  /**
   * The names of all channels (rule 11), in the server's order.
   *
   * @throws {SessionError} as {@link join}
   */
  async list(): Promise<readonly string[]> {
    this.#checkOpen();
    const command = new Command('/list', '', [SERVER_CANNOT_ANSWER]);
    await this.#calls.ask(command, () => undefined);
    return command.names;
  }

  /**
   * The connection is over, or will be: what waits rejects, and what comes later throws.
   *
   * @param error what they reject with; without one, a {@link SessionError} `ERR_CLOSED`
   */
  close(error: Error = new SessionError('ERR_CLOSED', 'The session is closed.')): void {
    this.#closed ??= error;
    this.#calls.close(this.#closed);
  }

  async #move(word: string, name: string, needsOne: string, refusals: Refusal[]): Promise<void> {
    this.#checkOpen();
    const channel = trimChannelName(name);
    if (channel === '') throw new SessionError('ERR_REFUSED', needsOne);
    const moves = this.#moves;
    const command = new Command(word, channel, refusals);
    await this.#calls.ask(command, (error) => {
      // A refusal changes nothing (rule 13); without an answer, nothing is known.
      if (command.refusal !== undefined || moves !== this.#moves) return;
      this.#channel = error === undefined ? channel : undefined;
    });
  }

  /** Remembers what a line will bring about. */
  #note(command: string): void {
    const [word = ''] = command.split(' ', 1);
    if (word === '/list') this.#listingsAsked++;
    if (word !== '/join' && word !== '/create') return;
    if (trimChannelName(command.slice(word.length)) !== '') {
      this.#moves++;
      this.#channel = undefined;
    } else if (word === '/join') this.#calls.expectBareJoin();
  }

  #read(frame: Uint8Array): SessionEvent[] {
    const delivery = parseDelivery(frame);
    const text = frameText(frame);
    const part = this.#calls.receive(delivery, text);
    if (part === 'answer') return [];
    if (part === undefined) return [this.#withListing(delivery, text)];
    // The replies to all lines before it are there.
    this.#isListing = false;
    return this.#showsFences ? [{ type: 'fence', text }] : [];
  }

  /** A listing that was asked for by a line has no form of its own, but nothing comes between its frames. */
  #withListing(delivery: Delivery, text: string): Delivery {
    const { type, mayContinue } = delivery;
    if (!isListing(type, text) || (!this.#isListing && this.#listingsAsked === 0)) {
      this.#isListing = false;
      return delivery;
    }
    if (!this.#isListing) this.#listingsAsked--;
    this.#isListing = text !== '';
    return { type: 'listing', names: namesIn(text), mayContinue };
  }

  #checkOpen(): void {
    if (this.#closed !== undefined) throw this.#closed;
  }
}
