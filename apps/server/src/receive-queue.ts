import { FRAME_SIZE, FrameDecoder } from '@chat/framing';
import type { Socket } from 'node:net';
import type { Backlog } from './backlog';
import type { TokenBucket } from './token-bucket';

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
  #emptied: (() => void)[] | undefined;

  /**
   * @param bucket one token per frame; without it, only the turn has a limit
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
    const frames = this.#complete;
    if (this.#backlog.admits(frames)) this.#proceed();
    else this.#wait(frames);
  }

  /** Calls the function when everything that came so far has been handled, which may be now. */
  whenEmpty(emptied: () => void): void {
    if (this.empty) emptied();
    else (this.#emptied ??= []).push(emptied);
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

  /** Frames that are there as a whole, and not handled. */
  get #complete(): number {
    return Math.floor((this.#decoder.held + this.#unhandled.length) / FRAME_SIZE);
  }

  /**
   * Handles as much as the tokens allow. While something is left, the socket is not read: its peer has
   * to wait, and nobody else.
   */
  #proceed(): void {
    if (this.#closed) return;
    const bytes = this.#unhandled;
    const complete = this.#complete;
    const frames = this.#bucket?.take(complete) ?? complete;
    if (frames === complete) {
      this.flush();
      this.#resume();
      return;
    }
    const end = Math.max(0, frames * FRAME_SIZE - this.#decoder.held);
    this.#unhandled = bytes.subarray(end);
    this.#decode(bytes.subarray(0, end));
    this.#wait(complete - frames);
  }

  #decode(bytes: Uint8Array): void {
    this.#handle(this.#decoder.push(bytes));
  }

  #wait(frames: number): void {
    this.#socket.pause();
    const proceed = (): void => {
      this.#proceed();
    };
    const wait = this.#bucket?.wait() ?? 0;
    if (wait > 0) setTimeout(proceed, wait);
    else this.#backlog.add(frames, proceed);
  }

  #resume(): void {
    if (this.#socket.isPaused()) this.#socket.resume();
    this.#tellEmptied();
  }

  #tellEmptied(): void {
    const emptied = this.#emptied ?? [];
    this.#emptied = undefined;
    for (const tell of emptied) tell();
  }
}
