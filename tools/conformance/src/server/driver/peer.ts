import { once } from 'node:events';
import { connect } from 'node:net';
import { frame, unpadded } from '../../frame';
import { Mismatch } from '../../report/mismatch';
import { quote, quoteAll } from '../../report/quote';
import { type Fence } from '../../roots/habits';
import { Reading } from '../../roots/reading';
import { Patience, PATIENCE } from '../../running/patience';
import { within } from '../../running/within';
import { type Connected, type Wire } from '../../running/wire';
import { Inbox } from './inbox';
import { Sender } from './sender';
import { isNews, JOIN_REQUIRES_ARGUMENT } from './wording';

/** What a right server answers so that all can be told by it. */
const FENCE: Fence = { command: '/join', reply: JOIN_REQUIRES_ARGUMENT };

/** How to reach a server: over IPv4 and TCP alone, unless told otherwise. */
export interface Way {
  readonly host?: string;
  readonly wire?: Wire | undefined;
}

/** One connection to the server under test: every byte that it sends is the check's choice. */
export class Peer extends Sender {
  readonly #inbox: Inbox;

  /** @param label what failures call this peer */
  constructor(socket: Connected, label: string) {
    super(socket, label);
    this.#inbox = new Inbox(socket);
  }

  /** @throws the system's error, such as `ECONNREFUSED`, that of a handshake, or ours if nothing answers */
  static async connect(port: number, { host = '127.0.0.1', wire }: Way = {}): Promise<Peer> {
    // Half-open, so that the check and not Node decides when the peer's side ends.
    const socket = connect({ port, host, allowHalfOpen: true, noDelay: true });
    const complaint = 'The server did not accept a connection';
    await within(PATIENCE, complaint, once(socket, 'connect'));
    return new Peer(wire === undefined ? socket : await wire.call(socket), 'a peer');
  }

  /** How many frames came and were not read yet. */
  get waiting(): number {
    return this.#inbox.waiting;
  }

  /** The next frame, all 200 bytes of it. */
  next(awaited = 'a frame'): Promise<Buffer> {
    return this.#inbox.next(() => this.#missing(awaited));
  }

  /** What the next frame says, without its padding. */
  async text(): Promise<string> {
    return unpadded(await this.next());
  }

  /** Passes when the next frames hold just these payloads, in this order. */
  async receives(...payloads: (string | Uint8Array)[]): Promise<void> {
    for (const payload of payloads) {
      const expected = frame(payload);
      const actual = await this.#inbox.next(() => this.#missing(quote(expected)));
      if (Reading.current.same(expected, actual)) continue;
      const message = `${this.label} received another frame than it should`;
      throw Mismatch.ofBytes(message, expected, actual);
    }
  }

  /** Passes when these payloads come, in this order, whatever else does. */
  async hears(...payloads: string[]): Promise<void> {
    for (const payload of payloads) {
      const awaited = frame(payload);
      const before: Buffer[] = [];
      for (;;) {
        const received = await this.#inbox.next(() => this.#instead(awaited, before));
        if (Reading.current.same(awaited, received)) break;
        before.push(received);
      }
    }
  }

  /** Passes when something comes that has this text in it. */
  async hearsOf(text: string): Promise<void> {
    const before: Buffer[] = [];
    const missing = (): Mismatch =>
      this.#missing(`a message with ${quote(Buffer.from(text))} in it`, before);
    for (;;) {
      const received = await this.#inbox.next(missing);
      if (received.includes(text)) return;
      before.push(received);
    }
  }

  /** Passes when the next frame holds one of these payloads. */
  async receivesOneOf(...payloads: [string, ...string[]]): Promise<void> {
    const [first, ...others] = payloads;
    const received = await this.#inbox.next(() => this.#missing(quote(frame(first))));
    if ([first, ...others].some((payload) => Reading.current.same(frame(payload), received)))
      return;
    const message = `${this.label} received another frame than it should`;
    throw Mismatch.ofBytes(message, frame(first), received);
  }

  /**
   * Sends a command whose reply is known, and reads every frame that comes before that reply. All that
   * this peer sent before has taken effect then, and all that the server had sent it by then has come
   * (rule 19). The reply is known by its letters: how it ends is the business of other checks.
   */
  async heardBefore(command: string, reply: string, limit = PATIENCE): Promise<Buffer[]> {
    this.say(command);
    const last = frame(reply);
    const before: Buffer[] = [];
    const missing = (): Mismatch =>
      this.#missing(`${quote(last)}, the reply to its ${command}`, before);
    for (;;) {
      const received = await this.#inbox.next(missing, limit);
      if (lettersOf(received) === lettersOf(last)) break;
      before.push(received);
    }
    Patience.current.answered(performance.now() - this.lastTurn);
    return before;
  }

  /** What is {@link heardBefore} the reply to a `/join` without argument, or what does in its place. */
  heard(limit = PATIENCE): Promise<Buffer[]> {
    const { command, reply } = Reading.current.habits.fence ?? FENCE;
    return this.heardBefore(command, reply, limit);
  }

  /**
   * Passes when this payload comes, and none with the text in it comes before. It has to be said, behind what
   * has the text in it, by the same peer: a reply of one server tells nothing of what is on its way from another.
   */
  async hearsWithout(text: string, payload: string): Promise<void> {
    const last = frame(payload);
    const before: Buffer[] = [];
    for (;;) {
      const received = await this.#inbox.next(() => this.#instead(last, before));
      if (Reading.current.same(last, received)) break;
      before.push(received);
    }
    if (!before.some((frame) => frame.includes(text))) return;
    const message = `${this.label} received more than it should`;
    throw new Mismatch(message, `nothing with ${quote(Buffer.from(text))} in it`, quoteAll(before));
  }

  /** Reads all that has come for this peer by now, and passes when this text is in none of it. */
  async hearsNothingOf(text: string): Promise<void> {
    const heard = await this.heard();
    if (!heard.some((frame) => frame.includes(text))) return;
    const message = `${this.label} received more than it should`;
    throw new Mismatch(message, `nothing with ${quote(Buffer.from(text))} in it`, quoteAll(heard));
  }

  /** The next frame that does not tell of what others do: of that, other checks are. */
  async reply(awaited: string): Promise<Buffer> {
    const before: Buffer[] = [];
    for (;;) {
      const received = await this.#inbox.next(() => this.#missing(awaited, before));
      if (!isNews(Reading.current.plain(received))) return received;
      before.push(received);
    }
  }

  /** What is answered to a command that is known to be answered, all 200 bytes of it. */
  answer(): Promise<Buffer> {
    const { command } = Reading.current.habits.fence ?? FENCE;
    this.say(command);
    return this.reply(`an answer to ${command}`);
  }

  /**
   * Asks for the channels, and passes when just these are in the reply: in any order, in any number of
   * frames, however it ends.
   */
  async lists(...names: string[]): Promise<void> {
    this.say('/list');
    const awaited = new Set(names);
    const came: Buffer[] = [];
    const wanted = `the names ${names.map((name) => quote(Buffer.from(name))).join(', ')}`;
    while (awaited.size > 0) {
      const received = await this.#inbox.next(() => this.#missing(wanted, came));
      const last = Reading.current.plain(received);
      if (isNews(last)) continue;
      came.push(received);
      for (const name of last.trim().split(/\s*\n/)) {
        if (name === '' || awaited.delete(name)) continue;
        throw new Mismatch(`${this.label} got another list of channels`, wanted, quoteAll(came));
      }
    }
  }

  /** As {@link heard}, and passes when nothing came before the reply. */
  async fence(limit = PATIENCE): Promise<void> {
    this.#assertNothing(await this.heard(limit));
  }

  /**
   * Waits until this many more frames have come, and leaves them to be read.
   *
   * @param limit milliseconds between one and the next
   */
  async receivesCount(count: number, limit = PATIENCE): Promise<void> {
    const missing = (): Mismatch => this.#missing(`${count} frames`, this.#inbox.unread);
    // Whatever comes shows that the rest may come yet.
    while (this.waiting < count) await this.#inbox.arrived(this.waiting + 1, missing, limit);
  }

  /** Passes when what has come by now is whole frames. */
  async holdsNoPiece(): Promise<void> {
    await this.heard();
    if (!this.#inbox.holdsPiece) return;
    throw new Mismatch(
      `${this.label} received a piece of a frame`,
      'frames',
      this.#inbox.remainder(),
    );
  }

  /** Passes when the server closes its side in good order, having sent nothing more. */
  async closes(): Promise<void> {
    const over = await this.gone();
    this.#assertNothing(this.rest());
    if (!this.#inbox.holdsPiece && over === 'closed') return;
    const message = `The connection of ${this.label} did not end in good order`;
    throw new Mismatch(message, 'an orderly close (FIN)', this.#inbox.remainder());
  }

  /** Passes when the connection is over, and says how. */
  async gone(limit = PATIENCE): Promise<'closed' | 'reset'> {
    const failure = `The server should have closed the connection of ${this.label}`;
    return this.#inbox.over(() => failure, limit);
  }

  /** The frames that have come already and were not read yet. */
  rest(): Buffer[] {
    return this.#inbox.rest();
  }

  #assertNothing(frames: readonly Uint8Array[]): void {
    if (frames.length === 0) return;
    const message = `${this.label} received more than it should`;
    throw new Mismatch(message, 'nothing more', quoteAll(frames));
  }

  /** @param before what has come since that was awaited, and was not it */
  #missing(awaited: string, before: readonly Uint8Array[] = []): Mismatch {
    const message = `${this.label} did not receive what it should`;
    return new Mismatch(message, awaited, this.#inbox.remainder(before));
  }

  /** As {@link #missing}, and what came may be that in other words. */
  #instead(awaited: Buffer, before: readonly Buffer[]): Mismatch {
    const { message, expected, received } = this.#missing(quote(awaited), before);
    const bytes = { expected: awaited, received: before };
    return new Mismatch(message, expected, received, undefined, undefined, bytes);
  }
}

function lettersOf(bytes: Buffer): string {
  return bytes.toString().replace(/[^a-z]/gi, '');
}
