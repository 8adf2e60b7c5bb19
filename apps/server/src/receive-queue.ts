import { FRAME_SIZE, FrameDecoder } from '@chat/framing';
import type { Socket } from 'node:net';
import type { Backlog } from './backlog';
import type { TokenBucket } from './token-bucket';

/** Frames of one connection that are handled in one turn of the event loop, at most. */
const SHARE = 64;

const NOTHING = new Uint8Array(0);

/** What one peer has sent, until it is handled: frame by frame, in order, nothing left out. */
export class ReceiveQueue {
  readonly #socket: Socket;
  readonly #backlog: Backlog;
  readonly #bucket: TokenBucket | undefined;
  readonly #handle: (frames: readonly Uint8Array[]) => void;
  readonly #decoder = new FrameDecoder();
  #unhandled: Uint8Array = NOTHING;
  #closed = false;
  #emptied: (() => void)[] = [];

  /**
   * @param bucket one token per frame; without it, only the turn's share is a limit
   * @param handle called with the frames that may be handled now
   */
  constructor(
    socket: Socket,
    backlog: Backlog,
    bucket: TokenBucket | undefined,
    handle: (frames: readonly Uint8Array[]) => void,
  ) {
    this.#socket = socket;
    this.#backlog = backlog;
    this.#bucket = bucket;
    this.#handle = handle;
  }

  get empty(): boolean {
    return this.#unhandled.length === 0;
  }

  /** Takes what the socket has read. While some of it waits, the socket is paused. */
  push(chunk: Uint8Array): void {
    if (this.#closed) return;
    this.#unhandled = chunk;
    this.#proceed();
  }

  /** Calls the function when everything that came so far has been handled, which may be now. */
  whenEmpty(emptied: () => void): void {
    if (this.empty) emptied();
    else this.#emptied.push(emptied);
  }

  /** Handles everything that came so far, at once. */
  flush(): void {
    const bytes = this.#unhandled;
    this.#unhandled = NOTHING;
    this.#decode(bytes);
  }

  /** Ignores what waits, and whatever may still come. */
  close(): void {
    this.#closed = true;
    this.#unhandled = NOTHING;
    this.#tellEmptied();
  }

  /**
   * Handles as much as the turn and the tokens allow. While something is left, the socket is not
   * read: its peer has to wait, and nobody else.
   */
  readonly #proceed = (): void => {
    if (this.#closed) return;
    const bytes = this.#unhandled;
    const { held } = this.#decoder;
    const complete = Math.floor((held + bytes.length) / FRAME_SIZE);
    const share = Math.min(complete, SHARE);
    const frames = this.#bucket?.take(share) ?? share;
    const end = frames === complete ? bytes.length : Math.max(0, frames * FRAME_SIZE - held);
    this.#unhandled = bytes.subarray(end);
    this.#decode(bytes.subarray(0, end));
    if (this.empty) this.#resume();
    else this.#wait();
  };

  #decode(bytes: Uint8Array): void {
    this.#handle(this.#decoder.push(bytes));
  }

  #wait(): void {
    this.#socket.pause();
    const wait = this.#bucket?.wait() ?? 0;
    if (wait > 0) setTimeout(this.#proceed, wait);
    else this.#backlog.add(this.#proceed);
  }

  #resume(): void {
    if (this.#socket.isPaused()) this.#socket.resume();
    this.#tellEmptied();
  }

  #tellEmptied(): void {
    for (const emptied of this.#emptied.splice(0)) emptied();
  }
}
