import { decodeText, encodeText } from '@chat/framing';

/** Bytes that are laid down one after another. */
export class Writer {
  #bytes = new Uint8Array(512);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): this {
    const at = this.#advance(1);
    this.#bytes[at] = value;
    return this;
  }

  /** A whole number below 2^53. */
  number(value: number): this {
    const at = this.#advance(8);
    this.#view.setFloat64(at, value);
    return this;
  }

  /** Bytes of any length. */
  block(bytes: Uint8Array): this {
    const at = this.#advance(4 + bytes.length);
    this.#view.setUint32(at, bytes.length);
    this.#bytes.set(bytes, at + 4);
    return this;
  }

  text(text: string): this {
    return this.block(encodeText(text));
  }

  /** What was laid down; nothing can be added any more. */
  take(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #advance(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}

/** Takes up what a {@link Writer} has laid down. Its methods throw a `RangeError` where that is not there. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  number(): number {
    const value = this.#view.getFloat64(this.#advance(8));
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('A number is not whole');
    return value;
  }

  /** A part of the bytes that are read. */
  block(): Uint8Array {
    const size = this.#view.getUint32(this.#advance(4));
    const at = this.#advance(size);
    return this.#bytes.subarray(at, at + size);
  }

  /** @param most bytes that it may have */
  text(most: number): string {
    const bytes = this.block();
    if (bytes.length > most) throw new RangeError('A text is too long');
    return decodeText(bytes);
  }

  #advance(size: number): number {
    const at = this.#at;
    this.#at += size;
    if (this.#at > this.#bytes.length) throw new RangeError('The message ends too early');
    return at;
  }
}
