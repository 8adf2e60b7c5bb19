import { once } from 'node:events';
import { frame, frames } from '../../frame';
import { Trace, type Actor } from '../../report/trace';
import { Reading } from '../../roots/reading';
import { within } from '../../running/within';
import { type Connected } from '../../running/wire';
import { Turns } from './turns';

/** Frames that are sent one at a time where that is asked for: more of them would take too long. */
const FEW = 20;

/** What a check does with a connection to the server under test. */
export class Sender implements Actor {
  readonly #socket: Connected;
  readonly #trace = Trace.current;
  readonly #reading = Reading.current;
  /** Bytes. */
  #sent = 0;
  readonly #turns = new Turns();

  /** @param label what failures call this peer */
  constructor(
    socket: Connected,
    public label: string,
  ) {
    this.#socket = socket;
  }

  /** When it did something last. */
  protected get lastTurn(): number {
    return this.#turns.last;
  }

  /** Sends bytes in one piece. */
  write(bytes: Uint8Array): void {
    this.#turns.do(() => {
      this.#write(bytes);
    });
  }

  /** Waits until the operating system has all that was sent, but no longer than so many milliseconds. */
  async taken(limit: number): Promise<void> {
    if (!this.#socket.writableNeedDrain) return;
    const giveUp = new AbortController();
    const drained = once(this.#socket, 'drain', { signal: giveUp.signal }).catch(() => undefined);
    await within(limit, 'Not taken', drained).catch(() => undefined);
    giveUp.abort();
  }

  /** Sends frames in one piece; one at a time to a server that is known to understand no others. */
  say(...payloads: (string | Uint8Array)[]): void {
    if (payloads.length > FEW || !this.#reading.oneByOne) {
      this.write(frames(...payloads));
      return;
    }
    for (const payload of payloads) {
      const send = (): void => {
        this.#write(frame(payload));
      };
      this.#turns.do(send, true);
    }
  }

  /** FIN: nothing more will be sent, but what comes is still read. */
  end(): void {
    this.#turns.do(() => {
      this.#trace.did(this, 'half-closes (FIN)');
      this.#socket.end();
    });
  }

  /** RST: gone without goodbye. */
  reset(): void {
    this.#turns.do(() => {
      this.#trace.did(this, 'resets the connection (RST)');
      this.#socket.resetAndDestroy();
    });
  }

  stopReading(): void {
    this.#trace.did(this, 'stops reading');
    this.#socket.pause();
  }

  goOnReading(): void {
    this.#trace.did(this, 'reads on');
    this.#socket.resume();
  }

  /** Closes the socket as a program does that ends: both directions at once. */
  close(): void {
    this.#turns.do(() => {
      this.#trace.did(this, 'closes the connection');
      this.destroy();
    });
  }

  /** Closes as a program does that has sent all it had, and heard all it was told. */
  leave(): void {
    this.#turns.do(() => {
      this.#trace.did(this, 'closes the connection');
      this.#socket.end(() => this.#socket.destroy());
    });
  }

  /** As {@link close}, when the check is over. */
  destroy(): void {
    this.#socket.destroy();
  }

  #write(bytes: Uint8Array): void {
    this.#trace.sent(this, bytes, this.#sent);
    this.#sent += bytes.length;
    this.#socket.write(bytes);
  }
}
