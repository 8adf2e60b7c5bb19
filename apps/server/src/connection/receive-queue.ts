import { FrameDecoder } from '@chat/framing';
import type { Socket } from 'node:net';
import type { Account, Scheduler } from './scheduler';
import type { TokenBucket } from './token-bucket';

/** Work of one read, in microseconds, about: the system call, and what Node does around it. */
const READ = 8;

/** Work that is done of one connection at a time, at most, beside the frame that is begun. */
const SLICE = 500;

/** Work of one frame that its sender answers for: what its channel's size costs is not its fault. */
const OWN_WORK = 25;

/** Milliseconds after which a peer that is not read is asked whether it is still there, at most. */
const PROBE = 10_000;

const NOTHING = Buffer.alloc(0);

/** Whoever handles the frames of a receive queue. */
export interface FrameHandler {
  /** Whether the next frame has to wait, until `ready` is called. */
  readonly waiting: boolean;
  /** Handles a frame, and returns the work that it makes, in microseconds, about. */
  receive(frame: Uint8Array): number;
}

/** What one peer has sent, until it is handled: frame by frame, in order, nothing left out. */
export class ReceiveQueue {
  readonly #socket: Socket;
  readonly #handler: FrameHandler;
  readonly #scheduler: Scheduler;
  readonly #account: Account;
  readonly #decoder = new FrameDecoder();
  #bucket: TokenBucket | undefined;
  #frames: Uint8Array[] = [];
  /** The place of the next frame to be handled. */
  #next = 0;
  /** Whether a call of `#proceed` or `#readOn` is to come, or one of `ready`: until then, nothing is done. */
  #pending = false;
  /** Whether it is `ready` that is waited for. */
  #blocked = false;
  #abandoned = false;
  /** While tokens are waited for. */
  #timer: NodeJS.Timeout | undefined;
  /** Work of the coming read that the turn knows of already. */
  #expected = 0;
  #closed = false;
  #emptied: (() => void)[] | undefined;

  /** @param bucket one token per frame; without it, only the turn has a limit */
  constructor(
    socket: Socket,
    handler: FrameHandler,
    scheduler: Scheduler,
    account: Account,
    bucket: TokenBucket | undefined,
  ) {
    this.#socket = socket;
    this.#handler = handler;
    this.#scheduler = scheduler;
    this.#account = account;
    this.#bucket = bucket;
  }

  get empty(): boolean {
    return this.#left() === 0;
  }

  /** Takes what the socket has read. While some of it waits, the socket is paused. */
  push(chunk: Uint8Array): void {
    if (this.#closed) return;
    const frames = this.#decoder.push(chunk);
    if (this.empty) {
      this.#frames = frames;
      this.#next = 0;
    } else this.#frames.push(...frames);
    const expected = this.#expected;
    this.#expected = 0;
    this.#scheduler.charge(this.#account, READ - expected, READ);
    if (this.#pending) this.#socket.pause();
    else if (expected > 0 || this.#scheduler.admits(this.#account)) this.#proceed();
    else this.#wait(this.#proceed);
  }

  /** The handler waits no more. */
  ready(): void {
    if (!this.#blocked) return;
    this.#blocked = false;
    this.#wait(this.#proceed);
  }

  /** Handles what comes from now on as fast as the turns allow, whatever the rate. */
  hurry(): void {
    this.#bucket = undefined;
    if (this.#timer !== undefined) this.#proceedSoon();
  }

  /** Calls the function when everything that came so far has been handled, which may be now. */
  whenEmpty(emptied: () => void): void {
    if (this.empty) emptied();
    else (this.#emptied ??= []).push(emptied);
  }

  /** The peer is gone: a slice more is handled when its turn has come, and the rest never. */
  abandon(): void {
    this.#abandoned = true;
    if (this.empty) this.close();
    else if (!this.#pending || this.#blocked || this.#timer !== undefined) this.#proceedSoon();
  }

  /** Ignores what waits, and whatever may still come. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#forget();
  }

  /** Handles as much as is allowed, and reads on when that is all. */
  readonly #proceed = (): void => {
    this.#pending = false;
    if (this.#abandoned) {
      this.#handleSlice();
      this.close();
    } else if (this.#handleAll()) {
      this.#forget();
      if (this.#scheduler.mustWait(this.#account)) this.#wait(this.#readOn, READ);
      else if (this.#socket.isPaused()) this.#socket.resume();
    }
  };

  /** @returns whether all is handled; if not, the rest waits for its time, and the socket is not read */
  #handleAll(): boolean {
    while (!this.#closed && this.#left() > 0) {
      const wait = this.#bucket?.wait() ?? 0;
      if (this.#handler.waiting) this.#block();
      else if (wait > 0) this.#waitForTokens(wait);
      else {
        this.#handleSlice();
        if (this.#left() === 0 || this.#scheduler.admits(this.#account)) continue;
        this.#wait(this.#proceed);
      }
      return false;
    }
    return !this.#closed;
  }

  readonly #readOn = (): void => {
    this.#pending = false;
    if (this.#closed) return;
    this.#expected = READ;
    this.#socket.resume();
  };

  /** Frames that have come and are not handled. */
  #left(): number {
    return this.#frames.length - this.#next;
  }

  #handleSlice(): void {
    const { allowance } = this.#account;
    let work = 0;
    let own = 0;
    while (work < SLICE && own < allowance && this.#left() > 0 && !this.#handler.waiting) {
      if (this.#bucket?.take(1) === 0) break;
      const frame = this.#frames[this.#next++];
      if (frame === undefined) break;
      const made = this.#handler.receive(frame);
      work += made;
      own += Math.min(made, OWN_WORK);
    }
    this.#scheduler.charge(this.#account, work, own);
  }

  #wait(proceed: () => void, expected?: number): void {
    this.#stop();
    this.#scheduler.add(this.#account, proceed, expected);
  }

  #proceedSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#blocked = false;
    this.#wait(this.#proceed);
  }

  #waitForTokens(wait: number): void {
    this.#stop();
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        // Nothing is sent, but the system tells whether the connection has been reset.
        this.#socket.write(NOTHING);
        this.#proceed();
      },
      Math.min(wait, PROBE),
    );
  }

  #block(): void {
    this.#stop();
    this.#blocked = true;
  }

  #stop(): void {
    this.#pending = true;
    this.#socket.pause();
  }

  #forget(): void {
    this.#frames = [];
    this.#next = 0;
    const emptied = this.#emptied ?? [];
    this.#emptied = undefined;
    for (const tell of emptied) tell();
  }
}
