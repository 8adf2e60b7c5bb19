import { FRAME_SIZE, FrameDecoder } from '@chat/framing';
import type { Socket } from 'node:net';
import type { Reader } from './read-slots';
import type { Account, Scheduler, Task } from './scheduler';
import type { TokenBucket } from './token-bucket';
import type { Decoder } from './wire';

/** Work of one read, in microseconds, about: the system call and what Node does around it, and each byte. */
const READ = 8;
const READ_BYTE = 1 / 1024;

/** Bytes of a read that is full: another follows at once, before the socket is paused. */
const FULL = 64 * 1024;

/** Bytes that are cut into frames at a time: while frames wait, each is an object more to be looked after. */
const PIECE = 32 * FRAME_SIZE;

/** Work that is done of one connection at a time, at most, beside the frame that is begun. */
const SLICE = 150;

/** Work of one frame that its sender answers for: what its channel's size costs is not its fault. */
const OWN_WORK = 25;

/** Milliseconds after which a peer that is not read is asked whether it is still there, at most. */
const PROBE = 10_000;

const NOTHING = Buffer.alloc(0);
const NO_FRAMES: readonly Uint8Array[] = [];

/** Whoever handles the frames of a receive queue. */
export interface FrameHandler {
  /** Whether the next frame has to wait, until `ready` is called. */
  readonly waiting: boolean;
  /** Whether the last frame is still being answered, and so not handled yet. */
  readonly unanswered: boolean;
  /** Handles a frame, and returns the work that it makes, in microseconds, about. */
  receive(frame: Uint8Array): number;
}

/** What one peer has sent, until it is handled: frame by frame, in order, nothing left out. */
export class ReceiveQueue implements Reader, Task {
  readonly #socket: Socket;
  readonly #handler: FrameHandler;
  readonly #scheduler: Scheduler;
  readonly #account: Account;
  readonly #decoder: Decoder;
  #bucket: TokenBucket | undefined;
  /** What was read and not yet cut into frames. */
  #chunks: Uint8Array[] = [];
  #frames = NO_FRAMES;
  /** The place of the next frame to be handled. */
  #next = 0;
  /** Whether a call of `proceed` is to come, or one of `ready`: until then, nothing is done. */
  #pending = false;
  /** Whether it is `ready` that is waited for. */
  #blocked = false;
  #abandoned = false;
  /** While tokens are waited for. */
  #timer: NodeJS.Timeout | undefined;
  #lastRead = 0;
  #closed = false;
  #emptied: (() => void)[] | undefined;

  /**
   * @param bucket one token per frame; without it, only the turn has a limit
   * @param decoder where frames are not simply the bytes that come
   */
  constructor(
    socket: Socket,
    handler: FrameHandler,
    scheduler: Scheduler,
    account: Account,
    bucket: TokenBucket | undefined,
    decoder: Decoder = new FrameDecoder(),
  ) {
    this.#socket = socket;
    this.#handler = handler;
    this.#scheduler = scheduler;
    this.#account = account;
    this.#bucket = bucket;
    this.#decoder = decoder;
  }

  get empty(): boolean {
    return this.#nothingLeft() && !this.#handler.unanswered;
  }

  get expected(): number {
    const full = this.#lastRead >= READ + FULL * READ_BYTE;
    return this.#scheduler.real(full ? 2 * this.#lastRead : this.#lastRead);
  }

  get light(): boolean {
    return this.#scheduler.isLight(this.#account);
  }

  /**
   * Takes what the socket has read. While some of it waits, the socket is paused.
   *
   * @param chunk not kept: what waits is a copy
   */
  push(chunk: Uint8Array): void {
    if (this.#closed) return;
    this.#lastRead = READ + chunk.length * READ_BYTE;
    this.#scheduler.slots.release(this);
    this.#scheduler.chargeRead(this.#account, this.#lastRead);
    if (this.#pending) {
      this.#chunks.push(copyOf(chunk));
      this.#socket.pause();
    } else if (this.#scheduler.hasRoom) {
      this.#chunks = [chunk];
      this.proceed();
      if (!this.#nothingLeft()) this.#copyRest();
    } else {
      this.#chunks = [copyOf(chunk)];
      this.#enqueue();
    }
  }

  readOn(): void {
    if (!this.#closed && !this.#pending) this.#socket.resume();
  }

  stopReading(): void {
    if (!this.#closed) this.#socket.pause();
  }

  /** The handler waits no more. */
  ready(): void {
    if (this.#blocked) {
      this.#blocked = false;
      this.#enqueue();
    } else if (!this.#pending && this.#nothingLeft()) this.#tellEmpty();
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
    this.#scheduler.slots.release(this);
    this.#forget();
  }

  /** Handles a slice, or more while nobody else waits, and reads on when that is all. */
  proceed(): void {
    this.#pending = false;
    if (this.#abandoned) {
      this.#handleSlice();
      this.close();
    } else if (this.#handleNext()) {
      this.#forget();
      this.#askToReadOn();
    }
  }

  rest(): void {
    if (this.#pending && !this.#closed) this.#socket.pause();
  }

  #askToReadOn(): void {
    const { slots } = this.#scheduler;
    if (!this.light && !slots.take(this)) this.stopReading();
    else if (this.#socket.isPaused()) this.#socket.resume();
  }

  /** @returns whether all is handled; if not, the rest waits for its time */
  #handleNext(): boolean {
    while (!this.#closed && !this.#nothingLeft()) {
      const wait = this.#bucket?.wait() ?? 0;
      if (this.#handler.waiting) this.#block();
      else if (wait > 0) this.#waitForTokens(wait);
      else {
        this.#handleSlice();
        if (this.#nothingLeft() || this.#scheduler.hasRoom) continue;
        this.#enqueue();
      }
      return false;
    }
    return !this.#closed;
  }

  /** Whether all that came is handled; cuts what was read into frames, as they are needed. */
  #nothingLeft(): boolean {
    while (this.#next === this.#frames.length) {
      const [chunk] = this.#chunks;
      if (chunk === undefined) return true;
      if (chunk.length > PIECE) this.#chunks[0] = chunk.subarray(PIECE);
      else this.#chunks.shift();
      this.#frames = this.#decoder.push(chunk.subarray(0, PIECE));
      this.#next = 0;
    }
    return false;
  }

  #copyRest(): void {
    this.#frames = this.#frames.slice(this.#next).map(copyOf);
    this.#next = 0;
    this.#chunks = this.#chunks.map(copyOf);
  }

  #handleSlice(): void {
    let work = 0;
    let own = 0;
    while (work < SLICE && !this.#handler.waiting && !this.#nothingLeft()) {
      if (this.#bucket?.take(1) === 0) break;
      const frame = this.#frames[this.#next++];
      if (frame === undefined) break;
      const made = this.#handler.receive(frame);
      work += made;
      own += Math.min(made, OWN_WORK);
    }
    this.#scheduler.charge(this.#account, work, own);
  }

  #enqueue(): void {
    this.#pending = true;
    this.#scheduler.add(this.#account, this);
  }

  #proceedSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#blocked = false;
    this.#enqueue();
  }

  #waitForTokens(wait: number): void {
    this.#stop();
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        // Nothing is sent, but the system tells whether the connection has been reset.
        this.#socket.write(NOTHING);
        this.proceed();
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
    if (this.#chunks.length > 0) this.#chunks = [];
    this.#frames = NO_FRAMES;
    this.#next = 0;
    if (this.#closed || !this.#handler.unanswered) this.#tellEmpty();
  }

  #tellEmpty(): void {
    const emptied = this.#emptied ?? [];
    this.#emptied = undefined;
    for (const tell of emptied) tell();
  }
}

function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
