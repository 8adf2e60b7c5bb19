import { encodeFramesInto, FRAME_SIZE, framePayload, maxFramesSize } from '@chat/framing';

/** Makes memory of so many bytes, which need not be zero. */
export type Allocate = (size: number) => Uint8Array;

/** A message (at most 200 bytes) beside a prefix (at most 67: `[`, a name, `] `) takes 2 frames. */
const LARGEST_APPEND = 2 * FRAME_SIZE;

/** Small turns share memory, up to so many bytes and turns: to make it costs more than to fill it. */
const SHARED_SIZE = 64 * 1024;
const SHARED_TURNS = 8;

/** NUL, LF and CR: they would let one user forge another's line (rule 4). */
const FORBIDDEN = [0x00, 0x0a, 0x0d];
const SPACE = 0x20;

const NO_MEMORY = new Uint8Array(0);

/** Whether nothing but padding lies in a frame's last bytes, so many at least. */
function endsBlank(frame: Uint8Array, size: number): boolean {
  let at = FRAME_SIZE - size;
  while (at < FRAME_SIZE && frame[at] === SPACE) at++;
  return at === FRAME_SIZE;
}

/** The frames broadcast to one channel during one turn, one after another in one buffer. */
export class Batch {
  readonly #allocate: Allocate;
  #bytes: Uint8Array = NO_MEMORY;
  /** Where in the buffer this turn's frames begin and end. */
  #start = 0;
  #end = 0;
  /** Bytes of this turn that are clean. */
  #cleaned = 0;
  /** What the last turn took is what the next one will probably take. */
  #expected = LARGEST_APPEND;

  constructor(allocate: Allocate) {
    this.#allocate = allocate;
  }

  /** Bytes in the batch, a multiple of 200. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** Lays a text down as frames. */
  append(text: Uint8Array): void {
    this.#reserve(Math.max(LARGEST_APPEND, maxFramesSize(text.length)));
    this.#end = encodeFramesInto(this.#bytes, this.#end, text);
  }

  /** Lays down what a frame says as one or two frames, each with the prefix (rule 6). */
  appendFrame(frame: Uint8Array, prefix: Uint8Array): void {
    this.#reserve();
    const start = this.#end;
    if (!endsBlank(frame, prefix.length)) {
      this.#end = encodeFramesInto(this.#bytes, start, framePayload(frame), prefix);
      return;
    }
    // The blank end of the frame comes to lie behind this one, in what was reserved. A newline under the
    // padding is copied too: `clean` makes it a space.
    this.#bytes.set(prefix, start);
    this.#bytes.set(frame, start + prefix.length);
    this.#end = start + FRAME_SIZE;
  }

  /** Lays down whole frames. */
  appendFrames(frames: Uint8Array): void {
    this.#reserve(frames.length);
    this.#bytes.set(frames, this.#end);
    this.#end += frames.length;
  }

  /** The bytes between two offsets of this turn. They are not written again once the turn is over. */
  view(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(this.#start + from, this.#start + to);
  }

  /**
   * Makes all NUL, CR and LF spaces (rule 4), in the views taken before too. MUST be called before any
   * of these is delivered: one search of all frames costs less than one of each.
   */
  clean(): void {
    const added = this.view(this.#cleaned, this.length);
    for (const byte of FORBIDDEN) {
      for (let at = added.indexOf(byte); at !== -1; at = added.indexOf(byte, at + 1)) {
        added[at] = SPACE;
      }
    }
    this.#cleaned = this.length;
  }

  /** Begins the next turn behind this one, whose bytes sockets may still be sending. */
  clear(): void {
    this.#expected = this.length + LARGEST_APPEND;
    this.#start = this.#end;
    this.#cleaned = 0;
  }

  /** Gives the memory back, unless a turn is in it: a channel without members may stay so for ever. */
  release(): void {
    if (this.length > 0) return;
    this.#bytes = NO_MEMORY;
    this.#start = this.#end = 0;
    this.#expected = LARGEST_APPEND;
  }

  /** Makes room for one more append; for all that the turn will probably bring, if it is the first. */
  #reserve(size = LARGEST_APPEND): void {
    const { length } = this;
    const wanted = length === 0 ? Math.max(this.#expected, size) : size;
    if (this.#end + wanted <= this.#bytes.length) return;
    const shared = Math.min(SHARED_TURNS * this.#expected, SHARED_SIZE);
    const larger = this.#allocate(Math.max(2 * (length + size), this.#expected, shared));
    this.clean();
    larger.set(this.view(0, length));
    this.#bytes = larger;
    this.#start = 0;
    this.#end = length;
  }
}
