import { FrameDecoder } from '@chat/framing';
import type { Hub, Link, Member } from '@chat/hub';
import type { Socket } from 'node:net';
import type { Options } from './options';

/** Milliseconds that a peer has to close its side after the server has closed its own. */
const LINGER = 2000;

/** One socket, bound to its member of the hub. A peer's faults end here. */
export class Connection implements Link {
  readonly #socket: Socket;
  readonly #decoder = new FrameDecoder();
  readonly #member: Member;
  readonly #sendQueueLimit: number;
  #linger: NodeJS.Timeout | undefined;

  constructor(socket: Socket, hub: Hub, options: Options) {
    this.#socket = socket;
    this.#sendQueueLimit = options.sendQueueLimit;
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

  deliver(views: readonly Uint8Array[]): void {
    const socket = this.#socket;
    if (socket.destroyed) return;
    socket.cork();
    for (const view of views) socket.write(view);
    socket.uncork();
    if (socket.writableLength > this.#sendQueueLimit) socket.destroy();
  }

  end(): void {
    this.#socket.end();
    if (this.#socket.readableEnded) return;
    // What the peer still sends is read and ignored: to close on it would reset the connection, and
    // the last frames with it.
    this.#linger = setTimeout(() => this.#socket.destroy(), LINGER);
  }
}
