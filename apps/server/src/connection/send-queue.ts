import type { Answer } from '@chat/hub';
import type { Socket } from 'node:net';
import type { Traffic } from '../operation/traffic';
import { Backlog } from './backlog';
import type { Broadcast, Recipient } from './broadcast';
import type { Account, Scheduler, Task } from './scheduler';
import type { Laggard, SendMemory } from './send-memory';
import { behind, sizeOf } from './views';
import type { Wire } from './wire';

/** Milliseconds that a peer has to close its side after everything was sent and ours is closed. */
const LINGER = 2000;

/** Milliseconds that a peer may take nothing of an answer, or of what it is owed at the end. */
const STALL = 30_000;

/** Bytes of a view, on average, up to which it costs less to copy them than to hand each to the socket. */
const SMALL = 400;

/** Work of writing a portion, in microseconds, about: at all, and for each byte. */
const WRITE = 5;
const WRITE_BYTE = 1 / 2048;

/** Views that are sent in one call, at most. */
const CALL_VIEWS = 64;

const NOTHING: readonly Uint8Array[] = [];

/** What the send queues of a server have in common. */
export interface SendSurroundings {
  readonly traffic: Traffic;
  readonly scheduler: Scheduler;
  readonly memory: SendMemory;
  /** Bytes that may wait for one peer. */
  readonly sendQueueLimit: number;
  /** Without it, all is written by Node. */
  readonly broadcast?: Broadcast | undefined;
}

/**
 * What waits for one peer to read it.
 *
 * While the peer keeps up, everything goes to the socket at once. What comes while it lags is held
 * here, as no more than a pointer to bytes that all members share: the socket's own queue would take
 * some 200 bytes for each view, which are more than the bytes themselves if messages are few.
 */
export class SendQueue implements Laggard, Recipient, Task {
  readonly #socket: Socket;
  readonly #surroundings: SendSurroundings;
  readonly #account: Account;
  readonly #cutOff: () => void;
  readonly #backlog: Backlog;
  /** A write is under way, or a portion of an answer awaited, behind which the held views follow. */
  #lagging = false;
  /** What the write under way keeps in memory: views, and bytes of a copy. */
  #written = NOTHING;
  #copied = 0;
  /** Whether the next portion is waited for. */
  #resting = false;
  #ending = false;
  /** What is sent last of all. */
  #last: Uint8Array | undefined;
  /** Without one, frames are sent as they are. */
  readonly #wire: Wire | undefined;
  readonly #encrypted: boolean;
  readonly #broadcast: Broadcast | undefined;
  /** A view is gathered for it, behind which all else has to come. */
  #gathered = false;

  /** @param cutOff closes the connection of a peer that is too far behind */
  constructor(
    socket: Socket,
    surroundings: SendSurroundings,
    account: Account,
    cutOff: () => void,
    wire?: Wire,
  ) {
    this.#socket = socket;
    this.#surroundings = surroundings;
    this.#backlog = new Backlog(surroundings.memory);
    this.#account = account;
    this.#cutOff = cutOff;
    this.#wire = wire;
    this.#encrypted = 'encrypted' in socket;
    if (!this.#encrypted) this.#broadcast = surroundings.broadcast;
  }

  get waiting(): number {
    return this.#backlog.size + this.#socket.writableLength;
  }

  /**
   * Sends the views, which are kept until they are sent, or copied if they are small. While the peer
   * keeps up this is one system call, beside which everything else here has to be nothing. A peer for which too
   * much waits then is cut off.
   */
  deliver(views: readonly Uint8Array[]): void {
    if (this.#socket.destroyed) return;
    this.#sendGathered();
    this.#surroundings.traffic.bytesOut += sizeOf(views);
    const sent = this.#wire?.wrap(views) ?? views;
    const [view] = sent;
    if (!this.#lagging && view !== undefined && sent.length === 1) {
      const broadcast = this.#broadcast;
      if (broadcast !== undefined) {
        this.#gathered = broadcast.add(view, this);
        if (!this.#gathered) this.#sendRest(sent, broadcast.native.send(this.descriptor, view));
        return;
      }
      this.#socket.write(view, this.#sent);
      if (this.#socket.writableLength === 0) return;
      this.#lag(sent, view.length, false);
      this.#measure();
      return;
    }
    this.#send(sent);
  }

  get descriptor(): number {
    return (this.#socket as { _handle?: { readonly fd?: number } | null })._handle?.fd ?? -1;
  }

  taken(view: Uint8Array, taken: number): void {
    this.#gathered = false;
    if (taken < view.length && !this.#socket.destroyed) this.#sendRest([view], taken);
  }

  /** Sends what is no frame, behind all that was delivered. */
  interject(bytes: Uint8Array): void {
    if (this.#socket.destroyed) return;
    this.#sendGathered();
    this.#send([bytes]);
  }

  /** Sends an answer as the peer takes it; what is delivered meanwhile comes behind it. */
  pull(answer: Answer): void {
    this.#sendGathered();
    this.#backlog.add(answer);
    if (!this.#lagging) this.#sendHeld();
  }

  /**
   * Closes our side once everything was sent, and the connection when the peer has closed too, or has
   * had its time. What it still says is read and ignored: to close on it would reset the connection,
   * and the last frames with it.
   *
   * @param last sent behind everything
   */
  end(last?: Uint8Array): void {
    this.#sendGathered();
    const socket = this.#socket;
    if (socket.destroyed) return;
    // Until all is sent, only what the peer takes shows that it is alive, not what it says.
    socket.pause();
    this.#watch();
    socket.once('finish', () => {
      socket.setTimeout(0);
      socket.resume();
      if (socket.readableEnded) return;
      const linger = setTimeout(() => socket.destroy(), LINGER);
      socket.once('close', () => {
        clearTimeout(linger);
      });
    });
    this.#ending = true;
    this.#last = last;
    if (!this.#lagging) this.#finish();
  }

  /** Sends the next of what is held. */
  proceed(): void {
    this.#resting = false;
    this.#sendHeld();
  }

  /** Gives back what is held, since the connection is closed. */
  discard(): void {
    this.#release();
    this.#backlog.clear();
    this.#surroundings.memory.remove(this);
  }

  cutOff(): void {
    this.discard();
    this.#cutOff();
  }

  #send(views: readonly Uint8Array[]): void {
    if (this.#lagging) {
      this.#backlog.hold(views);
      this.#measure();
    } else if (this.#broadcast !== undefined && views.length <= CALL_VIEWS) {
      this.#sendRest(views, this.#broadcast.native.sendViews(this.descriptor, views));
    } else this.#sendRest(views, 0);
  }

  /** @param taken bytes that were sent already; -1 is none */
  #sendRest(views: readonly Uint8Array[], taken: number): void {
    const rest = taken > 0 ? behind(views, taken) : views;
    if (rest.length === 0) return;
    this.#write(rest, sizeOf(rest));
    this.#measure();
  }

  #sendGathered(): void {
    if (this.#gathered) this.#broadcast?.flush();
  }

  #finish(): void {
    if (this.#last === undefined) this.#socket.end();
    else this.#socket.end(this.#last);
  }

  /** The next of what is held, or the end. */
  #sendHeld(): void {
    if (this.#socket.destroyed) return;
    const { memory, scheduler } = this.#surroundings;
    const { first } = this.#backlog;
    if (first === undefined) {
      this.#lagging = false;
      memory.remove(this);
      if (this.#ending) this.#finish();
    } else if (Array.isArray(first)) {
      const size = this.#backlog.drop();
      // What others said is not this peer's doing.
      scheduler.charge(this.#account, WRITE + size * WRITE_BYTE, 0);
      this.#write(first, size);
      for (const view of first) memory.release(view);
    } else this.#sendPortion(first);
  }

  #sendPortion(answer: Answer): void {
    const portion = answer.next();
    if (portion === undefined) {
      this.#backlog.drop();
      if (!this.#ending) this.#socket.setTimeout(0);
      this.#sendHeld();
      return;
    }
    const { traffic, scheduler } = this.#surroundings;
    const wrapped = this.#wire?.wrap(portion) ?? portion;
    const size = sizeOf(wrapped);
    const work = WRITE + size * WRITE_BYTE;
    scheduler.charge(this.#account, work, work);
    traffic.bytesOut += sizeOf(portion);
    this.#watch();
    this.#lagging = true;
    this.#write(wrapped, size);
  }

  /** One system call for all the views, at least one. */
  #write(views: readonly Uint8Array[], size: number): void {
    const socket = this.#socket;
    const copies = views.length > 1 && size <= views.length * SMALL;
    if (copies) socket.write(Buffer.concat(views, size), this.#sent);
    else {
      const last = views.length - 1;
      socket.cork();
      views.forEach((view, index) => socket.write(view, index === last ? this.#sent : undefined));
      socket.uncork();
    }
    if (socket.writableLength > 0) this.#lag(views, size, copies);
  }

  /** The peer has not taken the write yet. What is encrypted for it is a copy of its own. */
  #lag(views: readonly Uint8Array[], size: number, copies: boolean): void {
    const { memory } = this.#surroundings;
    this.#lagging = true;
    this.#written = copies ? NOTHING : views;
    this.#copied = copies || this.#encrypted ? size : 0;
    for (const view of this.#written) memory.hold(view);
    memory.count(this.#copied);
    memory.add(this);
  }

  /** The peer has taken a write. */
  readonly #sent = (): void => {
    if (!this.#lagging || this.#socket.writableLength > 0) return;
    this.#release();
    if (this.#backlog.first === undefined) {
      this.#sendHeld();
      return;
    }
    if (this.#resting) return;
    this.#resting = true;
    this.#surroundings.scheduler.add(this.#account, this);
  };

  #release(): void {
    const { memory } = this.#surroundings;
    for (const view of this.#written) memory.release(view);
    memory.count(-this.#copied);
    this.#written = NOTHING;
    this.#copied = 0;
  }

  #measure(): void {
    const { traffic, memory, sendQueueLimit } = this.#surroundings;
    const { waiting } = this;
    if (waiting > traffic.sendQueueHighWater) traffic.sendQueueHighWater = waiting;
    memory.enforce();
    if (waiting > sendQueueLimit) this.cutOff();
  }

  /** Has the connection end if its peer takes nothing for too long. */
  #watch(): void {
    this.#socket.setTimeout(STALL);
  }
}
