import { Reading } from '../../roots/reading';
import { EventEmitter } from 'node:events';
import { type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { frame, FRAME_SIZE } from '../../frame';
import { Mismatch } from '../../report/mismatch';
import { assertPadded } from '../../padding';
import { quote } from '../../report/quote';
import { type Trace } from '../../report/trace';
import { until } from '../../running/until';

/** How long a burst is awaited, and how long it may pause, in milliseconds. */
const BURST_LIMIT = 1000;
const BURST_PAUSE = 60;

/** The server's end of one connection, every byte and the order of events in the check's hands. */
export class Connection extends EventEmitter {
  /** What the trace of a check calls it: the kit is the server here. */
  readonly label = 'The server';
  private received = Buffer.alloc(0);
  private sent = 0;
  private finished = false;
  private closed = false;

  constructor(
    private readonly socket: Socket,
    private readonly trace: Trace,
    private readonly reading: Reading,
  ) {
    super();
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, this.whole(chunk)]);
      this.emit('change');
    });
    socket.on('end', () => {
      this.finished = true;
      this.emit('change');
    });
    // A client may well leave by reset; 'close' follows and is what checks look at.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.closed = true;
      this.emit('change');
    });
  }

  /** The next 200 bytes from the client. */
  async nextFrame(): Promise<Buffer> {
    await this.arrived('a frame');
    return this.take(FRAME_SIZE);
  }

  /** Whatever bytes come next, as soon as no more do; nothing if none come. */
  async nextBurst(): Promise<Buffer> {
    await until(
      this,
      () => this.received.length > 0 || this.finished,
      () => 'The client sent nothing',
      BURST_LIMIT,
    ).catch(() => undefined);
    for (let size = -1; size !== this.received.length;) {
      size = this.received.length;
      await delay(BURST_PAUSE);
    }
    return this.take(this.received.length);
  }

  /** Passes when the client's next frames hold just these payloads, in this order. */
  async receives(...payloads: (string | Uint8Array)[]): Promise<void> {
    for (const payload of payloads) {
      const expected = frame(payload);
      await this.arrived(() => quote(expected));
      const actual = this.take(FRAME_SIZE);
      if (Reading.current.same(expected, actual)) continue;
      throw Mismatch.ofBytes('The client sent another frame than it should', expected, actual);
    }
  }

  /** As {@link receives}, and nothing but spaces fills the rest of each frame. */
  async receivesPadded(...payloads: string[]): Promise<void> {
    for (const payload of payloads) {
      await this.arrived(() => quote(frame(payload)));
      assertPadded(this.received.subarray(0, FRAME_SIZE));
      await this.receives(payload);
    }
  }

  /** Passes when the client half-closes, having sent nothing more than what was received so far. */
  async receivesEnd(): Promise<void> {
    await until(
      this,
      () => this.finished || this.closed,
      () => this.deviation('The client did not close its side', 'the end of what it sends (FIN)'),
    );
    if (this.received.length === 0) return;
    throw this.deviation('The client sent more than it should', 'nothing more');
  }

  /** Passes when the client has gone, in whatever way. */
  async closes(): Promise<void> {
    await until(
      this,
      () => this.finished || this.closed,
      () => this.deviation('The client did not leave', 'the end of the connection'),
    );
  }

  /** Sends bytes in one piece and waits until the operating system has them. */
  async send(bytes: Uint8Array): Promise<void> {
    this.trace.sent(this, bytes, this.sent);
    this.sent += bytes.length;
    await new Promise<void>((resolve) => {
      this.socket.write(bytes, () => {
        resolve();
      });
    });
  }

  /** FIN: nothing more will be sent. */
  end(): void {
    this.trace.did(this, 'half-closes (FIN)');
    this.socket.end();
  }

  /** RST: gone without goodbye. */
  reset(): void {
    this.trace.did(this, 'resets the connection (RST)');
    this.socket.resetAndDestroy();
  }

  stopReading(): void {
    this.trace.did(this, 'stops reading');
    this.socket.pause();
  }

  goOnReading(): void {
    this.trace.did(this, 'reads on');
    this.socket.resume();
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** Waits until a whole frame is there. */
  private async arrived(awaited: string | (() => string)): Promise<void> {
    const missing = (): Mismatch =>
      this.deviation(
        'The client did not send what it should',
        typeof awaited === 'string' ? awaited : awaited(),
      );
    const look = (): boolean => {
      if (this.received.length >= FRAME_SIZE) return true;
      if (this.finished || this.closed) throw missing();
      return false;
    };
    await until(this, look, missing);
  }

  private deviation(message: string, expected: string): Mismatch {
    const { length } = this.received;
    const came = length === 0 ? 'nothing' : `${length} bytes: ${quote(this.received)}`;
    const end = this.finished || this.closed ? ', and the end of the connection' : '';
    return new Mismatch(message, expected, came + end);
  }

  /** What a read brings, in whole frames if the client is known not to send such. */
  private whole(bytes: Buffer): Buffer {
    if (bytes.length % FRAME_SIZE === 0) return bytes;
    const { frames, rest } = this.reading.cut.into(bytes);
    return frames.length === 0 ? bytes : Buffer.concat([...frames, rest]);
  }

  private take(size: number): Buffer {
    const bytes = this.received.subarray(0, size);
    this.received = this.received.subarray(size);
    return bytes;
  }
}
