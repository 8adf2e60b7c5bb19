import { type Speaker } from '../wires';
import { chat } from '../wires/chat';
import { firstText, SEQUENCE_AT, writeSequence } from '../load/text';

/** A time that a member is in one channel, and the messages that it sends there. */
export interface Stay {
  readonly channel: string;
  /** The number of its first message there, and the one behind its last, once it has gone. */
  readonly first: number;
  end: number;
}

/** What a member that goes from channel to channel says, and where. */
export class Voice {
  readonly name: string;
  /** Where the text begins in what others receive. */
  readonly textAt: number;
  sent = 0;
  readonly #stays: Stay[];
  readonly #message: Buffer;
  readonly #delivery: Buffer;

  constructor({ name, channel, number }: { name: string; channel: string; number: number }) {
    const speaker: Speaker = { name, channel, text: firstText(number), joined: Buffer.alloc(0) };
    this.name = name;
    this.#message = chat.message(speaker);
    this.#delivery = chat.delivery(speaker);
    this.textAt = this.#delivery.indexOf(speaker.text);
    this.#stays = [{ channel, first: 0, end: Infinity }];
  }

  /** The channel that it is in, or on the way to. */
  get channel(): string {
    return this.#stays.at(-1)?.channel ?? '';
  }

  /** The next messages, to be sent now. */
  say(count: number): Buffer[] {
    return Array.from({ length: count }, () => {
      const frame = Buffer.from(this.#message);
      writeSequence(frame, SEQUENCE_AT, this.sent++);
      return frame;
    });
  }

  /** What follows is said elsewhere. */
  move(channel: string): void {
    const stay = this.#stays.at(-1);
    if (stay !== undefined) stay.end = this.sent;
    this.#stays.push({ channel, first: this.sent, end: Infinity });
  }

  /** Whether a frame is its message of this number, as others receive it. */
  said(number: number, frame: Buffer): boolean {
    if (!(number < this.sent)) return false;
    writeSequence(this.#delivery, this.textAt + SEQUENCE_AT, number);
    return frame.equals(this.#delivery);
  }

  /** The stay in which it sent a message. */
  stayOf(number: number): Stay | undefined {
    return this.#stays.findLast(({ first }) => first <= number);
  }

  /** Its stays in a channel that may have messages from this number on. */
  staysIn(channel: string, least: number): Stay[] {
    const stays: Stay[] = [];
    for (let index = this.#stays.length - 1; index >= 0; index--) {
      const stay = this.#stays[index];
      if (stay === undefined || stay.end < least) break;
      if (stay.channel === channel) stays.push(stay);
    }
    return stays;
  }
}
