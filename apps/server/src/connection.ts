import { FrameDecoder } from '@chat/framing';
import type { Hub, Link, Member } from '@chat/hub';
import type { Socket } from 'node:net';

/** Bytes that may wait for a peer to read them, at most; beyond, it is cut off. */
export const SEND_QUEUE_LIMIT = 8 * 1024 * 1024;

/** Bytes up to which it is cheaper to copy views together than to have the system gather them. */
const COPY_LIMIT = 4096;

/** Milliseconds that a peer has to close its side after the server has closed its own. */
const LINGER = 2000;

/** One socket, bound to its member of the hub. A peer's faults end here. */
export class Connection implements Link {
  readonly #socket: Socket;
  readonly #decoder = new FrameDecoder();
  readonly #member: Member;
  #linger: NodeJS.Timeout | undefined;

  constructor(socket: Socket, hub: Hub) {
    this.#socket = socket;
    this.#member = hub.connect(this);
    socket.on('data', (chunk) => {
      for (const frame of this.#decoder.push(chunk)) this.#member.receive(frame);
    });
    // The peer has said its last frame: what it is owed is sent, then `end` closes (rule 20).
    socket.on('end', () => {
      this.#member.disconnect();
    });
    // 'close' follows whatever the error was, and says all that matters (rule 18).
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(this.#linger);
      this.#member.disconnect();
    });
  }

  /** Ends the connection because the server closes: what is owed is sent first. */
  dismiss(): void {
    this.#member.dismiss();
  }

  /** Costs one system call, and MUST stay free of all else that every delivery would pay for. */
  deliver(views: readonly Uint8Array[]): void {
    const socket = this.#socket;
    const [view] = views;
    if (views.length === 1 && view !== undefined) socket.write(view);
    else this.#gather(views);
    if (socket.writableLength > SEND_QUEUE_LIMIT) socket.destroy();
  }

  end(): void {
    this.#socket.end();
    if (this.#socket.readableEnded) return;
    // What the peer still sends is read and ignored: to close on it would reset the connection, and
    // the last frames with it.
    this.#linger = setTimeout(() => this.#socket.destroy(), LINGER);
  }
  /** Sends several views in one call: small ones copied together, which costs less than to list them. */
  #gather(views: readonly Uint8Array[]): void {
    const socket = this.#socket;
    let size = 0;
    for (const view of views) size += view.length;
    if (size <= COPY_LIMIT) {
      socket.write(Buffer.concat(views, size));
      return;
    }
    socket.cork();
    for (const view of views) socket.write(view);
    socket.uncork();
  }
}
