import { type Speaker, type Wire } from '../wires';
import { SEQUENCE_AT, writeSequence } from './text';

/** A sender's messages as bytes, as many as may be under way, in a ring. */
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

/** A sender's messages that are under way, each in the slot of its sequence number. */
export class Window {
  /** A power of two. */
  readonly slots: number;
  /** As they go out, and as each receiver must get them. */
  readonly sent: Ring;
  readonly expected: Ring;
  /** Receivers that each message has yet to reach. */
  readonly missing: Uint16Array;
  /** When each message should have been sent, in milliseconds. */
  readonly due: Float64Array;

  /** @param size how many messages may be under way, at least */
  constructor(speaker: Speaker, wire: Wire, size: number) {
    this.slots = 2 ** Math.ceil(Math.log2(size));
    this.sent = new Ring(wire.message(speaker), speaker.text, this.slots);
    this.expected = new Ring(wire.delivery(speaker), speaker.text, this.slots);
    this.missing = new Uint16Array(this.slots);
    this.due = new Float64Array(this.slots);
  }

  slotOf(sequence: number): number {
    return sequence & (this.slots - 1);
  }
}
