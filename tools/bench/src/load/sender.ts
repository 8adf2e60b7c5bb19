import { type RecordableHistogram } from 'node:perf_hooks';
import { type Speaker, type Wire } from '../wires';
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
  #slots = 0;
  #out!: Ring;
  #in!: Ring;
  /** Receivers that each message has yet to reach. */
  #missing!: Uint16Array;
  /** When each message should have been sent, in milliseconds. */
  #intended!: Float64Array;

  /**
   * @param place its place among the senders of its channel
   * @param receivers how many members get each message
   * @param inFlight how many messages are under way at most
   */
  constructor(
    readonly speaker: Speaker,
    readonly place: number,
    private readonly link: { write(views: readonly Buffer[]): void },
    private readonly receivers: number,
    private readonly wire: Wire,
    inFlight: number,
  ) {
    this.reserve(inFlight);
  }

  /** Takes how long each delivery took, in nanoseconds, if that is to be known. */
  latencies: RecordableHistogram | undefined;

  /** Messages that may be under way at most, a power of two. */
  get slots(): number {
    return this.#slots;
  }

  /** Lets at least this many messages be under way; now there has to be none. */
  reserve(inFlight: number): void {
    const { speaker, wire } = this;
    const slots = 2 ** Math.ceil(Math.log2(inFlight));
    this.#slots = slots;
    this.#out = new Ring(wire.message(speaker), speaker.text, slots);
    this.#in = new Ring(wire.delivery(speaker), speaker.text, slots);
    this.#missing = new Uint16Array(slots);
    this.#intended = new Float64Array(slots);
  }

  /** Bytes of what a receiver gets for one message. */
  get deliveryLength(): number {
    return this.#in.length;
  }

  /** Where the text begins in these. */
  get textAt(): number {
    return this.#in.textAt;
  }

  /**
   * Sends the next messages, in one write.
   *
   * @param intended when the first should have been sent, in milliseconds
   * @param interval between that one and the next
   */
  send(count: number, intended = 0, interval = 0): void {
    if (this.sent + count - this.done > this.#slots) throw new RangeError('Too many under way');
    const first = this.sent % this.#slots;
    for (let sequence = this.sent; sequence < this.sent + count; sequence++) {
      const slot = sequence % this.#slots;
      this.#out.write(slot, sequence);
      this.#in.write(slot, sequence);
      this.#missing[slot] = this.receivers;
      this.#intended[slot] = intended;
      intended += interval;
    }
    this.sent += count;
    const { bytes, length } = this.#out;
    const straight = Math.min(count, this.#slots - first);
    // Memory that is written again when its message is done: it has left this process by then.
    const views = [bytes.subarray(first * length, (first + straight) * length)];
    if (straight < count) views.push(bytes.subarray(0, (count - straight) * length));
    this.link.write(views);
  }

  /** Whether these bytes are the deliveries from this sequence number on. */
  matches(sequence: number, bytes: Buffer, from: number, to: number): boolean {
    const { bytes: expected, length } = this.#in;
    const first = (sequence % this.#slots) * length;
    const straight = Math.min(to - from, expected.length - first);
    if (bytes.compare(expected, first, first + straight, from, from + straight) !== 0) return false;
    from += straight;
    return from === to || bytes.compare(expected, 0, to - from, from, to) === 0;
  }

  /** What a receiver gets for a message that is under way. */
  expected(sequence: number): Buffer {
    const at = (sequence % this.#slots) * this.#in.length;
    return this.#in.bytes.subarray(at, at + this.#in.length);
  }

  /** One receiver has these messages. */
  delivered(sequence: number, count: number): void {
    const missing = this.#missing;
    const mask = this.#slots - 1;
    for (let next = sequence; next < sequence + count; next++) {
      const slot = next & mask;
      const left = (missing[slot] ?? 0) - 1;
      missing[slot] = left;
      if (left === 0) this.done++;
    }
    if (this.latencies !== undefined) this.#note(this.latencies, sequence, count);
  }

  #note(latencies: RecordableHistogram, sequence: number, count: number): void {
    const now = performance.now();
    for (let next = sequence; next < sequence + count; next++) {
      const milliseconds = now - (this.#intended[next & (this.#slots - 1)] ?? now);
      latencies.record(Math.max(1, Math.round(milliseconds * 1e6)));
    }
  }
}
