import { FRAME_SIZE, FrameDecoder } from '@chat/framing';
import type { Tap } from '@chat/session/web';
import { Naming, type FrameName } from './naming';

export type Direction = 'sent' | 'received';

/** A WebSocket message. */
interface WireMessage {
  readonly direction: Direction;
  /** From 1, in its direction and connection. */
  readonly number: number;
  /** Bytes. */
  readonly size: number;
}

/** Bytes of a frame that came in one message. */
export interface Piece {
  readonly message: WireMessage;
  /** Where they begin in the message. */
  readonly offset: number;
  readonly size: number;
}

/** A frame as it went or came. */
export interface WireFrame {
  readonly type: 'frame';
  readonly id: number;
  /** Milliseconds since 1970, when the last of it was there. */
  readonly at: number;
  readonly direction: Direction;
  /** From 1, in its direction and connection. */
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly pieces: readonly Piece[];
  readonly name: FrameName;
}

/** A connection begins, or is over, with so many bytes of half a frame that are dropped (rule 5). */
export interface WireMark {
  readonly type: 'opened' | 'closed';
  readonly id: number;
  readonly at: number;
  readonly dropped: number;
}

export type WireEntry = WireFrame | WireMark;

/** Entries that are kept, at most, and how many of the oldest go at once when there are more. */
const LIMIT = 10_000;
const FORGOTTEN_AT_ONCE = 1_000;

/** One direction of a connection: messages in, frames and what carried them out. */
class Track {
  readonly direction: Direction;
  readonly #decoder = new FrameDecoder();
  #begun: Piece[] = [];
  #messages = 0;
  #frames = 0;

  constructor(direction: Direction) {
    this.direction = direction;
  }

  get held(): number {
    return this.#decoder.held;
  }

  push(bytes: Uint8Array) {
    const { direction, held } = this;
    const message = { direction, number: ++this.#messages, size: bytes.length };
    let offset = 0;
    const frames = this.#decoder.push(bytes).map((frame, index) => {
      const size = FRAME_SIZE - (index === 0 ? held : 0);
      const pieces = [...this.#begun, { message, offset, size }];
      this.#begun = [];
      offset += size;
      return { direction, number: ++this.#frames, bytes: frame, pieces };
    });
    if (offset < bytes.length) this.#begun.push({ message, offset, size: bytes.length - offset });
    return frames;
  }
}

/** All that went and came, frame by frame. */
export class Tape {
  readonly #now: () => number;
  readonly #changed: () => void;
  readonly #entries: WireEntry[] = [];
  #tracks: Readonly<Record<Direction, Track>> | undefined;
  #nextId = 0;

  /**
   * @param now the clock, in milliseconds since 1970
   * @param changed called after each message, whole frames or not, and each mark
   */
  constructor(now: () => number, changed: () => void) {
    this.#now = now;
    this.#changed = changed;
  }

  get entries(): readonly WireEntry[] {
    return this.#entries;
  }

  /** Bytes of the frame that has begun to come, and is not whole: 0 to 199. */
  get held(): number {
    return this.#tracks?.received.held ?? 0;
  }

  /** Begins a connection, and records it. */
  open(): Tap {
    const tracks = { sent: new Track('sent'), received: new Track('received') };
    const naming = new Naming();
    this.#tracks = tracks;
    this.#mark('opened', 0);
    return {
      sent: (message) => {
        this.#record(tracks.sent, message, (frame) => naming.sent(frame));
      },
      received: (message) => {
        this.#record(tracks.received, message, (frame) => naming.received(frame));
      },
    };
  }

  /** The connection is over. */
  close(): void {
    this.#mark('closed', this.held);
    this.#tracks = undefined;
  }

  #record(track: Track, message: Uint8Array, nameOf: (frame: Uint8Array) => FrameName): void {
    for (const frame of track.push(message)) {
      this.#add({ type: 'frame', ...this.#stamp(), ...frame, name: nameOf(frame.bytes) });
    }
    this.#changed();
  }

  #mark(type: WireMark['type'], dropped: number): void {
    this.#add({ type, ...this.#stamp(), dropped });
    this.#changed();
  }

  #stamp() {
    return { id: this.#nextId++, at: this.#now() };
  }

  #add(entry: WireEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > LIMIT) this.#entries.splice(0, FORGOTTEN_AT_ONCE);
  }
}
