import type { Socket } from 'node:net';
import { MAX_CLIENT_HELLO, mayNeedRetry, readClientHello } from './client-hello';
import type { Beginning, HandshakeLine } from './handshake-line';

/** Milliseconds that a client may take for another ClientHello: others wait for it. */
const RETRY_TIMEOUT = 2000;

/** Pieces of a ClientHello that are held as such: each takes some 200 bytes, whatever is in it. */
const PIECES = 32;

/** What the handshakes of a server have in common. */
export interface Handshakes {
  readonly line: HandshakeLine;
  /** Milliseconds that each may take, the time that it waits included; `Infinity` for no limit. */
  readonly timeout: number;
  /** Numbers of the groups, of which whichever has a key in the ClientHello is taken. */
  readonly groups: ReadonlySet<number>;
  /** Does the handshake on the socket, in which the ClientHello waits to be read. */
  readonly begin: (socket: Socket) => void;
}

/**
 * An accepted connection until its TLS handshake is over. It is read until the ClientHello is there as a
 * whole, and then waits for its turn: nothing of it reaches TLS before that.
 */
export class Handshake implements Beginning {
  readonly origin: string;
  mayRetry = false;
  readonly #socket: Socket;
  readonly #handshakes: Handshakes;
  #chunks: Buffer[] = [];
  #size = 0;
  /** Bytes that have to be there before it is worth to look. */
  #needed = 1;
  #timers: NodeJS.Timeout[] = [];
  #fault = 'closed during the handshake';

  constructor(socket: Socket, origin: string, handshakes: Handshakes) {
    this.#socket = socket;
    this.origin = origin;
    this.#handshakes = handshakes;
    if (handshakes.timeout !== Infinity) this.#limit(handshakes.timeout);
    socket.on('data', this.#read).on('end', this.#close).on('error', ignore);
  }

  /** Why it failed, once it is over. */
  get fault(): string {
    return this.#fault;
  }

  begin(): void {
    const socket = this.#socket;
    if (socket.destroyed) return;
    socket.off('data', this.#read).off('end', this.#close).pause();
    socket.unshift(Buffer.concat(this.#chunks));
    this.#chunks = [];
    // Who closes in the midst of a handshake has gone: TLS makes its own socket like this one.
    socket.allowHalfOpen = false;
    if (this.mayRetry) this.#limit(RETRY_TIMEOUT);
    this.#handshakes.begin(socket);
  }

  /** Closes the connection: the handshake has failed. */
  fail(fault: string): void {
    this.#fault = fault;
    this.#socket.destroy();
  }

  /** It is over, well or not. */
  over(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#chunks = [];
    this.#handshakes.line.leave(this);
  }

  readonly #close = (): void => {
    this.#socket.destroy();
  };

  readonly #read = (chunk: Buffer): void => {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    // No client says more before it is answered.
    if (this.#size > MAX_CLIENT_HELLO) this.fail('too much before the handshake');
    else if (this.#size >= this.#needed) this.#look();
    else if (this.#chunks.length > PIECES) this.#chunks = [Buffer.concat(this.#chunks)];
  };

  #look(): void {
    const bytes = Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    const hello = readClientHello(bytes);
    if (typeof hello === 'number') {
      this.#needed = hello;
    } else if (hello === undefined) {
      this.fail('no ClientHello');
    } else {
      this.#needed = Infinity;
      this.mayRetry = mayNeedRetry(hello, this.#handshakes.groups);
      this.#handshakes.line.add(this);
    }
  }

  #limit(timeout: number): void {
    this.#timers.push(
      setTimeout(() => {
        this.fail('ERR_TLS_HANDSHAKE_TIMEOUT');
      }, timeout),
    );
  }
}

function ignore(): void {
  // Of the encrypted connection, who has it takes care.
}
