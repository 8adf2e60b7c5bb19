import { FRAME_SIZE, FrameDecoder } from '@chat/framing';
import type { Socket } from 'node:net';
import type { Backlog } from './backlog';
import type { Tarpit } from './tarpit';
import type { TokenBucket } from './token-bucket';

const NOTHING = new Uint8Array(0);

/** Frames of which no other member hears, and several came at once, after which a peer has to wait. */
const UNHEARD = 256;

/** Where the peers of a server wait for each other. */
export interface Queues {
  readonly backlog: Backlog;
  readonly tarpit: Tarpit;
}

/** What one peer has sent, until it is handled: frame by frame, in order, nothing left out. */
export class ReceiveQueue {
  readonly #socket: Socket;
  readonly #backlog: Backlog;
  readonly #tarpit: Tarpit;
  readonly #bucket: TokenBucket | undefined;
  readonly #handle: (frames: readonly Uint8Array[]) => number;
  readonly #decoder = new FrameDecoder();
  #unhandled: Uint8Array = NOTHING;
  #closed = false;
  /** Since the peer last had to wait for it. */
  #unheard = 0;
  #emptied: (() => void)[] | undefined;

  /**
   * @param bucket one token per frame; without it, only the turn has a limit
   * @param handle called with the frames that may be handled now; returns of how many no other member
   *   hears
   */
  constructor(
    socket: Socket,
    { backlog, tarpit }: Queues,
    bucket: TokenBucket | undefined,
    handle: (frames: readonly Uint8Array[]) => number,
  ) {
    this.#socket = socket;
    this.#backlog = backlog;
    this.#tarpit = tarpit;
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
      this.#readOn();
      this.#tellEmptied();
      return;
    }
    const end = Math.max(0, frames * FRAME_SIZE - this.#decoder.held);
    this.#unhandled = bytes.subarray(end);
    this.#decode(bytes.subarray(0, end));
    this.#wait(complete - frames);
  }

  #decode(bytes: Uint8Array): void {
    const unheard = this.#handle(this.#decoder.push(bytes));
    // Whoever waits for each answer does not flood.
    if (unheard > 1) this.#unheard += unheard;
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

  /** Reads on: at once, or, if nobody hears what the peer says, when the tarpit lets it go. */
  #readOn(): void {
    if (this.#unheard <= UNHEARD) {
      if (this.#socket.isPaused()) this.#socket.resume();
      return;
    }
    this.#unheard = 0;
    this.#socket.pause();
    this.#tarpit.add(() => {
      if (!this.#closed) this.#socket.resume();
    });
  }

  #tellEmptied(): void {
    const emptied = this.#emptied ?? [];
    this.#emptied = undefined;
    for (const tell of emptied) tell();
  }
}
