import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { frame, FRAME_SIZE, frames } from '../frame';
import { quote } from '../quote';
import { PATIENCE, until } from '../until';
import { JOIN_REQUIRES_ARGUMENT } from './wording';

/** One connection to the server under test: every byte that it sends is the check's choice. */
export class Peer extends EventEmitter {
  readonly #socket: Socket;
  readonly #received: Buffer[] = [];
  /** How many of the received frames the check has read. */
  #read = 0;
  #partial = Buffer.alloc(0);
  #over: 'closed' | 'reset' | undefined;

  /** @param label what failures call this peer */
  constructor(
    socket: Socket,
    public label: string,
  ) {
    super();
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#take(chunk);
    });
    socket.on('end', () => {
      this.#finish('closed');
    });
    // A server may well reset a connection; the check says whether it may here.
    socket.on('error', () => {
      this.#finish('reset');
    });
    socket.on('close', () => {
      this.#finish('closed');
    });
  }

  /** @throws the system's error, such as `ECONNREFUSED` */
  static async connect(port: number, host = '127.0.0.1'): Promise<Peer> {
    // Half-open, so that the check and not Node decides when the peer's side ends.
    const socket = connect({ port, host, allowHalfOpen: true, noDelay: true });
    await once(socket, 'connect');
    return new Peer(socket, 'a peer');
  }

  /** Frames that came and were not read yet. */
  get waiting(): number {
    return this.#received.length - this.#read;
  }

  /** Sends bytes in one piece. */
  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Sends frames in one piece. */
  say(...payloads: (string | Uint8Array)[]): void {
    this.write(frames(...payloads));
  }

  /** The next frame, all 200 bytes of it. */
  async next(awaited = 'a frame', limit = PATIENCE): Promise<Buffer> {
    await until(
      this,
      () => this.waiting > 0 || this.#hopeless(awaited),
      () => `${this.label} should have received ${awaited}, but ${this.#remainder}`,
      limit,
    );
    return this.#received[this.#read++] ?? Buffer.alloc(0);
  }

  /** What the next frame says, without its padding. */
  async text(): Promise<string> {
    return (await this.next()).toString().replace(/ +$/, '');
  }

  /** Passes when the next frames hold just these payloads, in this order. */
  async receives(...payloads: (string | Uint8Array)[]): Promise<void> {
    for (const payload of payloads) {
      const expected = frame(payload);
      const actual = await this.next(quote(expected));
      assert.ok(
        actual.equals(expected),
        `${this.label} should have received ${quote(expected)}, but received ${quote(actual)}`,
      );
    }
  }

  /**
   * Sends a command whose reply is known, and reads every frame that comes before that reply. All that
   * this peer sent before has taken effect then, and all that the server had sent it by then has come
   * (rule 19). The reply is known by its letters: how it ends is the business of other checks.
   */
  async heardBefore(command: string, reply: string, limit = PATIENCE): Promise<Buffer[]> {
    this.say(command);
    const last = frame(reply);
    const before: Buffer[] = [];
    for (;;) {
      const received = await this.next(`the reply to its ${command}, ${quote(last)}`, limit);
      if (lettersOf(received) === lettersOf(last)) return before;
      before.push(received);
    }
  }

  /** What is {@link heardBefore} the reply to a `/join` without argument. */
  heard(): Promise<Buffer[]> {
    return this.heardBefore('/join', JOIN_REQUIRES_ARGUMENT);
  }

  /** As {@link heard}, and passes when nothing came before the reply. */
  async fence(): Promise<void> {
    assert.deepEqual((await this.heard()).map(quote), [], `${this.label} should hear nothing more`);
  }

  /** Waits until this many more frames have come, and leaves them to be read. */
  async receivesCount(count: number, limit = PATIENCE): Promise<void> {
    const awaited = `${count} frames`;
    await until(
      this,
      () => this.waiting >= count || this.#hopeless(awaited),
      () => `${this.label} should have received ${awaited}, but only ${this.waiting} came`,
      limit,
    );
  }

  /** Passes when the server closes its side in good order, having sent nothing more. */
  async closes(): Promise<void> {
    const over = await this.gone();
    assert.deepEqual(this.rest().map(quote), [], `${this.label} should hear nothing more`);
    assert.equal(this.#partial.length, 0, `${this.label} received the beginning of a frame only`);
    assert.equal(over, 'closed', `${this.label} should see an orderly close, but was reset`);
  }

  /** Passes when the connection is over, and says how. */
  async gone(limit = PATIENCE): Promise<'closed' | 'reset'> {
    const failure = `The server should have closed the connection of ${this.label}`;
    return until(
      this,
      () => this.#over,
      () => failure,
      limit,
    );
  }

  /** The frames that have come already and were not read yet. */
  rest(): Buffer[] {
    const rest = this.#received.slice(this.#read);
    this.#read = this.#received.length;
    return rest;
  }

  /** FIN: nothing more will be sent, but what comes is still read. */
  end(): void {
    this.#socket.end();
  }

  /** RST: gone without goodbye. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  stopReading(): void {
    this.#socket.pause();
  }

  goOnReading(): void {
    this.#socket.resume();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    let bytes = Buffer.concat([this.#partial, chunk]);
    for (; bytes.length >= FRAME_SIZE; bytes = bytes.subarray(FRAME_SIZE)) {
      this.#received.push(bytes.subarray(0, FRAME_SIZE));
    }
    this.#partial = bytes;
    this.emit('change');
  }

  #finish(how: 'closed' | 'reset'): void {
    this.#over ??= how;
    this.emit('change');
  }

  #hopeless(awaited: string): false {
    if (this.#over === undefined) return false;
    const end = `${this.#over} and ${this.#remainder}`;
    throw new Error(`${this.label} should have received ${awaited}, but the connection was ${end}`);
  }

  get #remainder(): string {
    return this.#partial.length === 0 ? 'nothing came' : `only ${quote(this.#partial)} came`;
  }
}

function lettersOf(bytes: Buffer): string {
  return bytes.toString().replace(/[^a-z]/gi, '');
}
