import { EventEmitter } from 'node:events';
import { type Mismatch } from '../../report/mismatch';
import { quote, quoteAll } from '../../report/quote';
import { Reading } from '../../roots/reading';
import { PATIENCE } from '../../running/patience';
import { until } from '../../running/until';
import { type Connected } from '../../running/wire';

const ENDS = {
  closed: 'the end of the connection (FIN)',
  reset: 'a reset of the connection (RST)',
};

/** What has come over one connection: frames to be read, a piece of the next one, and how it ended. */
export class Inbox extends EventEmitter {
  readonly #reading = Reading.current;
  readonly #frames: Buffer[] = [];
  /** How many of the frames the check has read. */
  #read = 0;
  #piece: Buffer = Buffer.alloc(0);
  #over: 'closed' | 'reset' | undefined;

  constructor(socket: Connected) {
    super();
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

  /** How many frames came and were not read yet. */
  get waiting(): number {
    return this.#frames.length - this.#read;
  }

  /** The frames that came and were not read yet. */
  get unread(): Buffer[] {
    return this.#frames.slice(this.#read);
  }

  get holdsPiece(): boolean {
    return this.#piece.length > 0;
  }

  /** Waits for the end of the connection, and says how it came. */
  async over(missing: () => string, limit: number): Promise<'closed' | 'reset'> {
    return until(this, () => this.#over, missing, limit);
  }

  /** Waits for a frame, and reads it. */
  async next(missing: () => Mismatch, limit = PATIENCE): Promise<Buffer> {
    await this.arrived(1, missing, limit);
    const received = this.#frames[this.#read++] ?? Buffer.alloc(0);
    // Nobody asks for what was read: a check may read megabytes.
    if (this.waiting === 0) this.#forget();
    return received;
  }

  /** Waits until so many frames are to be read, or none can come any more. */
  async arrived(count: number, missing: () => Mismatch, limit: number): Promise<void> {
    const look = (): boolean => {
      if (this.waiting >= count) return true;
      if (this.#over !== undefined) throw missing();
      return false;
    };
    await until(this, look, missing, limit);
  }

  /** Reads the frames that have come already. */
  rest(): Buffer[] {
    const { unread } = this;
    this.#forget();
    return unread;
  }

  /**
   * What has come besides whole frames that were read, and how it ended.
   *
   * @param before frames that were read, and are no less worth telling
   */
  remainder(before: readonly Uint8Array[] = []): string {
    const { length } = this.#piece;
    const piece = `${length} bytes, which are no whole frame: ${quote(this.#piece)}`;
    const parts = [
      ...(before.length > 0 ? [`other frames: ${quoteAll(before)}`] : []),
      ...(length > 0 ? [piece] : []),
      ...(this.#over === undefined ? [] : [ENDS[this.#over]]),
    ];
    return parts.length === 0 ? 'nothing' : parts.join('; ');
  }

  #take(chunk: Buffer): void {
    const bytes = this.#piece.length === 0 ? chunk : Buffer.concat([this.#piece, chunk]);
    const { frames, rest } = this.#reading.cut.into(bytes);
    this.#frames.push(...frames);
    this.#piece = rest;
    this.emit('change');
  }

  #finish(how: 'closed' | 'reset'): void {
    this.#over ??= how;
    this.emit('change');
  }

  #forget(): void {
    this.#frames.length = this.#read = 0;
  }
}
