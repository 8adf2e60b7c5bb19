import { FrameDecoder } from '@chat/framing';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';

/** Milliseconds that a server has to close once nothing more is said (rule 25). */
const LEAVE_TIMEOUT = 1000;

/**
 * Bytes that may wait for the server to read them, at most, before the input has to wait too. It is
 * large because the end of the input is only seen by reading up to it.
 */
const UNSENT_LIMIT = 64 * 1024 * 1024;

/**
 * Bytes given to the socket at a time, at most: it tells that it has sent what it was given, but not
 * that it has sent some of it.
 */
const PIECE_SIZE = 16 * 1024;

/** Who hears of a link. */
export interface Listener {
  /**
   * Whole frames came.
   *
   * @returns whether more may come at once; if not, when {@link Link.resume} is called
   */
  readonly receive: (frames: readonly Uint8Array[]) => boolean;
  /** What waited has been sent. */
  readonly drained: () => void;
}

/** An open connection: frames out, frames in. */
export class Link {
  /** The connection is over. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #unsent = new PassThrough({ writableHighWaterMark: UNSENT_LIMIT });
  #deadline: NodeJS.Timeout | undefined;

  constructor(socket: Socket, { receive, drained }: Listener) {
    this.#socket = socket;
    const decoder = new FrameDecoder();
    socket.on('data', (chunk) => {
      const frames = decoder.push(chunk);
      if (frames.length > 0 && !receive(frames)) socket.pause();
    });
    this.#unsent.pipe(socket);
    this.#unsent.on('drain', drained);
    // The server has said its last word: what we could still send, nobody would read.
    socket.once('end', () => socket.destroy());
    // 'close' follows, whatever the error was.
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        resolve();
      });
    });
  }

  /** Whether too much waits to be sent. */
  get isBehind(): boolean {
    return this.#unsent.writableNeedDrain;
  }

  /** Sends whole frames, behind all that was sent before. */
  send(frames: Uint8Array): void {
    for (let at = 0; at < frames.length; at += PIECE_SIZE) {
      this.#unsent.write(frames.subarray(at, at + PIECE_SIZE));
    }
  }

  /** More may come. */
  resume(): void {
    this.#socket.resume();
    // While nobody took what it sent, the server was not listened to.
    this.#deadline?.refresh();
  }

  /** Nothing more is sent. The server has a second to close, from the last progress in sending. */
  end(): void {
    const socket = this.#socket;
    const deadline = setTimeout(() => {
      if (socket.isPaused()) deadline.refresh();
      else socket.destroy();
    }, LEAVE_TIMEOUT).unref();
    this.#deadline = deadline;
    // What the server sends meanwhile is no progress.
    socket.on('drain', () => deadline.refresh());
    socket.once('finish', () => deadline.refresh());
    this.#unsent.end();
  }

  /** Ends the connection at once. */
  destroy(): void {
    this.#socket.destroy();
  }
}
