import { FRAME_SIZE } from '../frame';
import { quote } from '../report/quote';

/** One frame, or what came of one, as it is on the wire. */
export interface Remark {
  /** Bytes of a frame, counted from the beginning of the stream. */
  readonly bytes: Buffer;
  /** What is wrong with it, if anything. */
  readonly faults: readonly string[];
}

/** Cuts one direction of a conversation into frames, and says what is wrong with them. */
export class Tap {
  #partial: Buffer = Buffer.alloc(0);

  /** Bytes of a frame that is not whole yet. */
  get waiting(): number {
    return this.#partial.length;
  }

  /** @returns the frames that these bytes make whole */
  push(piece: Buffer): Remark[] {
    let bytes = Buffer.concat([this.#partial, piece]);
    const remarks: Remark[] = [];
    for (; bytes.length >= FRAME_SIZE; bytes = bytes.subarray(FRAME_SIZE)) {
      const frame = bytes.subarray(0, FRAME_SIZE);
      remarks.push({ bytes: frame, faults: faultsOf(frame) });
    }
    this.#partial = bytes;
    return remarks;
  }

  /** What is left at the end of the stream: half a frame, if anything. */
  end(): Remark | undefined {
    if (this.#partial.length === 0) return undefined;
    const { length } = this.#partial;
    const faults = [
      `the stream ends in the middle of a frame, after ${length} bytes: unpadded, or cut`,
    ];
    return { bytes: this.#partial, faults };
  }
}

function faultsOf(frame: Buffer): string[] {
  const text = frame.toString('latin1');
  const body = text.replace(/ +$/, '');
  return [
    ...(text.includes('\0') ? ['zero bytes in it: is it padded with spaces?'] : []),
    ...(/\r?\n$/.test(body) ? ['a newline under the padding'] : []),
    ...(/ {4,}\S/.test(body)
      ? ['spaces inside, as of padding: is it two messages, or out of step?']
      : []),
    ...(body.length === FRAME_SIZE
      ? ['no padding at all: a long message, or a frame out of step']
      : []),
    ...(text.startsWith(' ') && body !== '' ? ['it begins with a space'] : []),
  ];
}

/** A frame in one line: control characters spelled out, padding counted. */
export function shown(bytes: Buffer): string {
  return quote(bytes, FRAME_SIZE);
}
