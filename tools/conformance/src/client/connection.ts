import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { type Socket } from 'node:net';
import { frame, FRAME_SIZE } from '../frame';
import { quote } from '../quote';
import { until } from '../until';

/** The server's end of one connection, every byte and the order of events in the check's hands. */
export class Connection extends EventEmitter {
  private received = Buffer.alloc(0);
  private finished = false;
  private closed = false;

  constructor(private readonly socket: Socket) {
    super();
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
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
    await this.arrived(FRAME_SIZE);
    return this.take(FRAME_SIZE);
  }

  /** Passes when the client's next frames hold just these payloads, in this order. */
  async receives(...payloads: (string | Uint8Array)[]): Promise<void> {
    for (const payload of payloads) {
      const expected = frame(payload);
      await this.arrived(FRAME_SIZE, `the frame ${quote(expected)}`);
      const actual = this.take(FRAME_SIZE);
      assert.ok(
        actual.equals(expected),
        `The client should have sent the frame ${quote(expected)}, but sent ${quote(actual)}`,
      );
    }
  }

  /** Passes when the client half-closes, having sent nothing more than what was received so far. */
  async receivesEnd(): Promise<void> {
    await until(
      this,
      () => this.finished || this.closed,
      () => 'The client should have closed its side of the connection',
    );
    assert.equal(quote(this.received), '""', 'The client should have sent nothing more');
  }

  /** Passes when the client has gone, in whatever way. */
  async closes(): Promise<void> {
    await until(
      this,
      () => this.finished || this.closed,
      () => 'The client should have left the connection',
    );
  }

  /** Sends bytes in one piece and waits until the operating system has them. */
  async send(bytes: Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => {
      this.socket.write(bytes, () => {
        resolve();
      });
    });
  }

  /** FIN: nothing more will be sent. */
  end(): void {
    this.socket.end();
  }

  /** RST: gone without goodbye. */
  reset(): void {
    this.socket.resetAndDestroy();
  }

  stopReading(): void {
    this.socket.pause();
  }

  goOnReading(): void {
    this.socket.resume();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private async arrived(size: number, what = 'a frame'): Promise<void> {
    await until(
      this,
      () => this.received.length >= size || this.hopeless(),
      () => `The client should have sent ${what}, but sent ${quote(this.received)}`,
    );
  }

  private hopeless(): boolean {
    if (!this.finished && !this.closed) return false;
    throw new Error(`The client closed the connection after only ${quote(this.received)}`);
  }

  private take(size: number): Buffer {
    const bytes = this.received.subarray(0, size);
    this.received = this.received.subarray(size);
    return bytes;
  }
}
