import type { Socket } from 'node:net';
import type { Traffic } from '../operation/traffic';

/** Milliseconds that a peer has to close its side after everything was sent and ours is closed. */
const LINGER = 2000;

/** Milliseconds that a peer may take nothing of what it is owed while the connection is closing. */
const STALL = 30_000;

/** Bytes of a view, on average, up to which it costs less to copy them than to hand each to the socket. */
const SMALL = 400;

/** Held views handed to the socket at once: what is copied of them stays little. */
const PORTION = 256;

/**
 * What waits for one peer to read it.
 *
 * While the peer keeps up, everything goes to the socket at once. What comes while it lags is held
 * here, as no more than a pointer to bytes that all members share: the socket's own queue would take
 * some 200 bytes for each view, which are more than the bytes themselves if messages are few.
 */
export class SendQueue {
  readonly #socket: Socket;
  readonly #traffic: Traffic;
  /** In portions, each of them one write: to take a few from the front of a long list is slow. */
  #held: Uint8Array[][] | undefined;
  #heldSize = 0;
  /** A write is under way at whose end the held views follow. */
  #lagging = false;
  #ending = false;

  constructor(socket: Socket, traffic: Traffic) {
    this.#socket = socket;
    this.#traffic = traffic;
  }

  /**
   * Sends the views, which are kept until they are sent, or copied if they are small. While the peer
   * keeps up this is one system call, beside which everything else here has to be nothing.
   *
   * @returns the bytes that now wait for the peer to read them
   */
  deliver(views: readonly Uint8Array[]): number {
    const socket = this.#socket;
    if (this.#lagging || socket.writableLength > 0) return this.#hold(views);
    const [view] = views;
    if (view !== undefined && views.length === 1) {
      this.#traffic.bytesOut += view.length;
      socket.write(view);
      return socket.writableLength;
    }
    const size = sizeOf(views);
    this.#traffic.bytesOut += size;
    this.#write(views, size);
    return socket.writableLength;
  }

  /**
   * Closes our side once everything was sent, and the connection when the peer has closed too, or has
   * had its time. What it still says is read and ignored: to close on it would reset the connection,
   * and the last frames with it.
   */
  end(): void {
    const socket = this.#socket;
    // Until all is sent, only what the peer takes shows that it is alive, not what it says.
    socket.pause();
    socket.setTimeout(STALL, () => socket.destroy());
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
    if (!this.#lagging) socket.end();
  }

  #hold(views: readonly Uint8Array[]): number {
    const size = sizeOf(views);
    this.#traffic.bytesOut += size;
    const held = (this.#held ??= []);
    let portion = held.at(-1);
    for (const view of views) {
      if (portion === undefined || portion.length === PORTION) held.push((portion = []));
      portion.push(view);
    }
    this.#heldSize += size;
    if (!this.#lagging) this.#sendHeld();
    const waiting = this.#heldSize + this.#socket.writableLength;
    if (waiting > this.#traffic.sendQueueHighWater) this.#traffic.sendQueueHighWater = waiting;
    return waiting;
  }

  #sendHeld(): void {
    const socket = this.#socket;
    const views = this.#held?.shift();
    this.#lagging = views !== undefined;
    if (socket.destroyed) return;
    if (views === undefined) {
      this.#held = undefined;
      if (this.#ending) socket.end();
      return;
    }
    const size = sizeOf(views);
    this.#heldSize -= size;
    this.#write(views, size, () => {
      this.#sendHeld();
    });
  }

  /** One system call for all the views, at least one. */
  #write(views: readonly Uint8Array[], size: number, written?: () => void): void {
    const socket = this.#socket;
    if (size <= views.length * SMALL) {
      socket.write(Buffer.concat(views, size), written);
      return;
    }
    const last = views.length - 1;
    socket.cork();
    views.forEach((view, index) => socket.write(view, index === last ? written : undefined));
    socket.uncork();
  }
}

function sizeOf(views: readonly Uint8Array[]): number {
  return views.reduce((size, view) => size + view.length, 0);
}
