import { type Speaker, type Wire } from '../wires';
import { type Link } from './link';
import { SEQUENCE_AT, writeSequence } from './text';

/** One kind of picture of a sender's messages, as many as are under way, in a ring. */
class Ring {
  readonly bytes: Buffer;
  readonly length: number;
  readonly textAt: number;

  constructor(image: Buffer, text: Buffer, slots: number) {
    this.length = image.length;
    this.textAt = image.indexOf(text);
    this.bytes = Buffer.alloc(slots * image.length, image);
  }

  write(slot: number, sequence: number): void {
    writeSequence(this.bytes, slot * this.length + this.textAt + SEQUENCE_AT, sequence);
  }
}

/**
 * A member that talks: its messages as they go out, and as each receiver must get them. A message is
 * done when all receivers have it.
 */
export class Sender {
  /** Messages sent, and messages that every receiver has. */
  sent = 0;
  done = 0;
  /** Messages that may be under way at most, a power of two. */
  readonly slots: number;
  readonly #out: Ring;
  readonly #in: Ring;
  /** Receivers that each message has yet to reach. */
  readonly #missing: Uint16Array;

  /**
   * @param place its place among the senders of its channel
   * @param receivers how many members get each message
   * @param inFlight how many messages are under way at most
   */
  constructor(
    readonly speaker: Speaker,
    readonly place: number,
    private readonly link: Link,
    private readonly receivers: number,
    wire: Wire,
    inFlight: number,
  ) {
    this.slots = 2 ** Math.ceil(Math.log2(inFlight));
    this.#out = new Ring(wire.message(speaker), speaker.text, this.slots);
    this.#in = new Ring(wire.delivery(speaker), speaker.text, this.slots);
    this.#missing = new Uint16Array(this.slots);
  }

  /** Bytes of what a receiver gets for one message. */
  get deliveryLength(): number {
    return this.#in.length;
  }

  /** Where the text begins in these. */
  get textAt(): number {
    return this.#in.textAt;
  }

  /** Sends the next messages, in one write. */
  send(count: number): void {
    if (this.sent + count - this.done > this.slots) throw new RangeError('Too many under way');
    const first = this.sent % this.slots;
    for (let sequence = this.sent; sequence < this.sent + count; sequence++) {
      const slot = sequence % this.slots;
      this.#out.write(slot, sequence);
      this.#in.write(slot, sequence);
      this.#missing[slot] = this.receivers;
    }
    this.sent += count;
    const { bytes, length } = this.#out;
    const straight = Math.min(count, this.slots - first);
    // Memory that is written again when its message is done: it has left this process by then.
    const views = [bytes.subarray(first * length, (first + straight) * length)];
    if (straight < count) views.push(bytes.subarray(0, (count - straight) * length));
    this.link.write(views);
  }

  /** Whether these bytes are the deliveries from this sequence number on. */
  matches(sequence: number, bytes: Buffer, from: number, to: number): boolean {
    const { bytes: expected, length } = this.#in;
    const first = (sequence % this.slots) * length;
    const straight = Math.min(to - from, expected.length - first);
    if (bytes.compare(expected, first, first + straight, from, from + straight) !== 0) return false;
    from += straight;
    return from === to || bytes.compare(expected, 0, to - from, from, to) === 0;
  }

  /** What a receiver gets for a message that is under way. */
  expected(sequence: number): Buffer {
    const at = (sequence % this.slots) * this.#in.length;
    return this.#in.bytes.subarray(at, at + this.#in.length);
  }

  /** One receiver has these messages. */
  delivered(sequence: number, count: number): void {
    const missing = this.#missing;
    const mask = this.slots - 1;
    for (let next = sequence; next < sequence + count; next++) {
      const slot = next & mask;
      const left = (missing[slot] ?? 0) - 1;
      missing[slot] = left;
      if (left === 0) this.done++;
    }
  }
}
