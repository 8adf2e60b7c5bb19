import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import {
  CLIENT_CANNOT_CONNECT,
  CLIENT_SERVER_DISCONNECTED,
  encodeLine,
  format,
  ProtocolError,
} from '@chat/protocol';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import type { Call, Dial } from './connection/call';
import type { Invitation } from './cli';
import type { Screen, User } from './screen';

/** Milliseconds that a server has to answer, the lookup of its name and the TLS handshake included. */
const CONNECT_TIMEOUT = 10_000;

/** Milliseconds that a server has to close once the input has ended (rule 25). */
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

/** The exit status by how a conversation ended (rules 24 and 25); that of an interrupt is the shell's. */
const LEFT = 0;
const FAILED = 1;
const INTERRUPTED = 130;

/** One conversation with one server, from the connection to its end. */
export class Conversation implements User {
  /** The exit status, once everything is over and shown. */
  readonly ended: Promise<number>;
  readonly #invitation: Invitation;
  readonly #screen: Screen;
  readonly #call: Call;
  readonly #socket: Socket;
  readonly #unsent = new PassThrough({ writableHighWaterMark: UNSENT_LIMIT });
  readonly #decoder = new FrameDecoder();
  #deadline: NodeJS.Timeout | undefined;
  #status = FAILED;
  #connected = false;

  constructor(invitation: Invitation, screen: Screen, dial: Dial) {
    this.#invitation = invitation;
    this.#screen = screen;
    this.#call = dial(invitation);
    this.#socket = this.#call.socket;
    this.#listen();
    this.ended = new Promise((resolve) => {
      this.#socket.once('close', () => {
        this.#farewell();
        resolve(this.#status);
      });
    });
  }

  /** Why there is no connection, or none any more, where more is known than {@link ended} shows. */
  get reason(): string | undefined {
    return this.#status === FAILED ? this.#call.reason() : undefined;
  }

  line(text: string | Uint8Array): void {
    try {
      this.#send(encodeLine(text));
      this.#screen.prompt();
      if (this.#unsent.writableNeedDrain) this.#screen.pause();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#screen.show([Buffer.from(error.message)]);
    }
  }

  end(): void {
    this.#status = LEFT;
    const deadline = setTimeout(() => {
      if (this.#socket.isPaused()) deadline.refresh();
      else this.#socket.destroy();
    }, LEAVE_TIMEOUT).unref();
    this.#deadline = deadline;
    // A second from the last progress in sending; what the server sends meanwhile is none.
    this.#socket.on('drain', () => deadline.refresh());
    this.#socket.once('finish', () => deadline.refresh());
    this.#unsent.end();
  }

  interrupt(): void {
    this.#status = INTERRUPTED;
    this.#socket.destroy();
  }

  ready(): void {
    this.#socket.resume();
    // While nobody took what it sent, the server was not listened to.
    this.#deadline?.refresh();
  }

  #send(frames: Uint8Array): void {
    for (let at = 0; at < frames.length; at += PIECE_SIZE) {
      this.#unsent.write(frames.subarray(at, at + PIECE_SIZE));
    }
  }

  #listen(): void {
    const socket = this.#socket;
    const deadline = setTimeout(() => socket.destroy(), CONNECT_TIMEOUT);
    socket.once(this.#call.answered, () => {
      clearTimeout(deadline);
      this.#connected = true;
      socket.write(encodeFrames(this.#invitation.name));
      this.#unsent.pipe(socket);
      this.#screen.open(this);
    });
    socket.on('data', (chunk) => {
      const frames = this.#decoder.push(chunk);
      if (frames.length > 0 && !this.#screen.show(frames.map(framePayload))) socket.pause();
    });
    this.#unsent.on('drain', () => {
      this.#screen.resume();
    });
    // The server has said its last word: what we could still send, nobody would read.
    socket.once('end', () => socket.destroy());
    // 'close' follows, whatever the error was.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(deadline);
    });
  }

  /** Says how it ended, unless the user knows: by having left (rule 24). */
  #farewell(): void {
    const { host, port } = this.#invitation;
    if (this.#status !== FAILED) this.#screen.close();
    else if (this.#connected) this.#screen.close(format(CLIENT_SERVER_DISCONNECTED, host, port));
    else this.#screen.close(format(CLIENT_CANNOT_CONNECT, host, port));
  }
}
