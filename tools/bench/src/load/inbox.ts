import { Fault } from './fault';
import { type Sender } from './sender';
import { readSender, readSequence, SENDER_AT, SENDER_DIGITS, SEQUENCE_AT } from './text';

/** What an inbox has to say. */
export interface InboxEvents {
  /** So many messages of this sender are done. */
  readonly onDone: (sender: Sender, count: number) => void;
  /** What the server may ask between deliveries, if anything: {@link Wire.probe}. */
  readonly question: Buffer | undefined;
  readonly onQuestion: () => void;
}

/**
 * What one member receives. Every delivery is checked: each sender's messages come once, in order,
 * without a gap, and are what was sent, byte for byte.
 *
 * A run of one sender's deliveries is compared in one go with what was sent, so that checking costs
 * little more than reading the memory.
 */
export class Inbox {
  /** Deliveries taken of others. */
  received = 0;
  readonly #length: number;
  readonly #senderAt: number;
  /** By the sender's number; among them its own, where the server sends everybody what they said. */
  readonly #senders = new Map<number, Sender>();
  /** The sequence number that comes next, by the sender's place. */
  readonly #next: Uint32Array;
  /** A delivery that has begun. */
  readonly #partial: Buffer;
  #held = 0;

  /**
   * @param name of the member, for complaints
   * @param senders those whose messages reach it
   */
  constructor(
    private readonly name: string,
    senders: readonly Sender[],
    private readonly events: InboxEvents,
  ) {
    const [first] = senders;
    this.#length = first?.deliveryLength ?? 1;
    this.#senderAt = (first?.textAt ?? 0) + SENDER_AT;
    for (const sender of senders) this.#senders.set(readSender(sender.speaker.text, 0), sender);
    this.#next = new Uint32Array(Math.max(0, ...senders.map(({ place }) => place + 1)));
    this.#partial = Buffer.alloc(this.#length);
  }

  /** Takes the first `length` bytes, which belong to the caller again afterwards. */
  accept(bytes: Buffer, length: number): void {
    let at = 0;
    while (this.#held > 0) {
      const missing = Math.min(this.#length - this.#held, length - at);
      bytes.copy(this.#partial, this.#held, at, at + missing);
      at += missing;
      this.#held += missing;
      if (this.#held < this.#length) return;
      const taken = this.#take(this.#partial, 0, this.#length);
      this.#held = this.#partial.copy(this.#partial, 0, taken);
    }
    at = this.#take(bytes, at, length);
    this.#held = bytes.copy(this.#partial, 0, at, length);
  }

  /** Takes the whole deliveries, and returns where the one begins that is not whole. */
  #take(bytes: Buffer, from: number, to: number): number {
    while (from + this.#length <= to) {
      const sender = this.#senders.get(readSender(bytes, from + this.#senderAt));
      if (sender === undefined) {
        from = this.#takeQuestion(bytes, from, to);
        continue;
      }
      const end = this.#endOfRun(bytes, from, to);
      const next = this.#next[sender.place] ?? 0;
      if (!sender.matches(next, bytes, from, end)) this.#explain(sender, next, bytes, from);
      const count = (end - from) / this.#length;
      this.#next[sender.place] = next + count;
      const done = sender.done;
      const echo = sender.speaker.name === this.name;
      sender.delivered(next, count, echo);
      if (!echo) this.received += count;
      if (sender.done !== done) this.events.onDone(sender, sender.done - done);
      from = end;
    }
    return from;
  }

  #takeQuestion(bytes: Buffer, from: number, to: number): number {
    const { question, onQuestion } = this.events;
    const end = from + (question?.length ?? 0);
    if (question === undefined || bytes.compare(question, 0, question.length, from, end) !== 0) {
      throw new Fault(`${this.name} received what nobody sent it: ${show(bytes, from, to)}`);
    }
    onQuestion();
    return end;
  }

  /** Where another sender's deliveries begin. */
  #endOfRun(bytes: Buffer, from: number, to: number): number {
    const sender = from + this.#senderAt;
    let end = from + this.#length;
    for (; end + this.#length <= to; end += this.#length) {
      const other = end + this.#senderAt;
      for (let digit = 0; digit < SENDER_DIGITS; digit++) {
        if (bytes[other + digit] !== bytes[sender + digit]) return end;
      }
    }
    return end;
  }

  /** Says what is wrong with the first delivery of a run that is not what was sent. */
  #explain(sender: Sender, next: number, bytes: Buffer, from: number): never {
    while (sender.matches(next, bytes, from, from + this.#length)) {
      next++;
      from += this.#length;
    }
    const got = readSequence(bytes, from + sender.textAt + SEQUENCE_AT);
    const who = `${this.name} received from ${sender.speaker.name}`;
    if (next === sender.sent || got < next) {
      throw new Fault(`${who} message ${got} again: it has all up to ${next - 1}`);
    }
    if (got > next) {
      throw new Fault(`${who} message ${got} where ${next} comes next: lost, or out of order`);
    }
    throw new Fault(
      `${who} message ${next} altered: ${show(bytes, from, from + this.#length)} ` +
        `instead of ${show(sender.expected(next), 0, this.#length)}`,
    );
  }

  /** What this member still has to get of those that were sent; nothing, if it has all. */
  lack(): string | undefined {
    for (const { speaker, place, sent } of this.#senders.values()) {
      const next = this.#next[place] ?? 0;
      if (next < sent) {
        return `${this.name} has received ${next} of the ${sent} messages from ${speaker.name}`;
      }
    }
    return undefined;
  }
}

/** The beginning of some bytes, as a person can read them. */
function show(bytes: Buffer, from: number, to: number): string {
  return JSON.stringify(bytes.toString('latin1', from, Math.min(to, from + 200)).trimEnd());
}
