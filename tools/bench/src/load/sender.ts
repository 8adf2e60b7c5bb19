import { type RecordableHistogram } from 'node:perf_hooks';
import { type Speaker, type Wire } from '../wires';
import { Window } from './window';

const NANOSECONDS = 1e6;

/** A member that talks. Its message is done when all receivers have it. */
export class Sender {
  /** Messages sent, and messages that every receiver has. */
  sent = 0;
  done = 0;
  /** Takes how long each delivery to others took, in nanoseconds, if that is to be known. */
  latencies: RecordableHistogram | undefined;
  #window: Window;

  /**
   * @param place its place among the senders of its channel
   * @param receivers how many members get each message, itself included if they do
   * @param inFlight how many messages may be under way, at least
   */
  constructor(
    readonly speaker: Speaker,
    readonly place: number,
    private readonly link: { write(views: readonly Buffer[]): void },
    private readonly receivers: number,
    private readonly wire: Wire,
    inFlight: number,
  ) {
    this.#window = new Window(speaker, wire, inFlight);
  }

  /** Messages that may be sent now. */
  get free(): number {
    return this.#window.slots - (this.sent - this.done);
  }

  /** Lets at least this many messages be under way; now there has to be none. */
  reserve(inFlight: number): void {
    this.#window = new Window(this.speaker, this.wire, inFlight);
  }

  /** Bytes of what a receiver gets for one message. */
  get deliveryLength(): number {
    return this.#window.expected.length;
  }

  /** Where the text begins in these. */
  get textAt(): number {
    return this.#window.expected.textAt;
  }

  /**
   * Sends the next messages, in one write.
   *
   * @param due when they should have been sent, in milliseconds
   */
  send(count: number, due = 0): void {
    const window = this.#window;
    if (count > this.free) throw new RangeError('Too many under way');
    const first = window.slotOf(this.sent);
    for (let sequence = this.sent; sequence < this.sent + count; sequence++) {
      const slot = window.slotOf(sequence);
      window.sent.write(slot, sequence);
      window.expected.write(slot, sequence);
      window.missing[slot] = this.receivers;
      window.due[slot] = due;
    }
    this.sent += count;
    const { bytes, length } = window.sent;
    const straight = Math.min(count, window.slots - first);
    // Memory that is written again when its message is done: it has left this process by then.
    const views = [bytes.subarray(first * length, (first + straight) * length)];
    if (straight < count) views.push(bytes.subarray(0, (count - straight) * length));
    this.link.write(views);
  }

  /** Whether these bytes are the deliveries from this sequence number on, of messages that were sent. */
  matches(sequence: number, bytes: Buffer, from: number, to: number): boolean {
    const { bytes: expected, length } = this.#window.expected;
    if (to - from > (this.sent - sequence) * length) return false;
    const first = this.#window.slotOf(sequence) * length;
    const straight = Math.min(to - from, expected.length - first);
    if (bytes.compare(expected, first, first + straight, from, from + straight) !== 0) return false;
    from += straight;
    return from === to || bytes.compare(expected, 0, to - from, from, to) === 0;
  }

  /** What a receiver gets for a message that is under way. */
  expected(sequence: number): Buffer {
    const { bytes, length } = this.#window.expected;
    const at = this.#window.slotOf(sequence) * length;
    return bytes.subarray(at, at + length);
  }

  /** One receiver has these messages; an echo is one to the sender itself. */
  delivered(sequence: number, count: number, echo: boolean): void {
    const { missing, slots } = this.#window;
    for (let next = sequence; next < sequence + count; next++) {
      const slot = next & (slots - 1);
      const left = (missing[slot] ?? 0) - 1;
      missing[slot] = left;
      if (left === 0) this.done++;
    }
    if (this.latencies !== undefined && !echo) this.#note(this.latencies, sequence, count);
  }

  #note(latencies: RecordableHistogram, sequence: number, count: number): void {
    const now = performance.now();
    for (let next = sequence; next < sequence + count; next++) {
      const due = this.#window.due[this.#window.slotOf(next)] ?? now;
      latencies.record(Math.max(1, Math.round((now - due) * NANOSECONDS)));
    }
  }
}
