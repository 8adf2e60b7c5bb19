import { type Sender, type Watcher } from '@chat/loopback/fault-proxy';
import { printable } from '../report/printable';
import { shown, Tap } from './tapped';

/** What happened, for programs. */
interface Event {
  /** Milliseconds since the wiretap began. */
  readonly at: number;
  readonly connection: number;
  readonly sender?: Sender;
  readonly event: 'connected' | 'read' | 'frame' | 'ended';
  readonly [detail: string]: unknown;
}

/** Tells what passes on the wire, a line for each read and each frame. */
export class Account implements Watcher {
  readonly #start = performance.now();
  readonly #taps = new Map<string, Tap>();

  /**
   * @param write takes whole lines
   * @param json a line is a JSON object, and not for people
   */
  constructor(
    private readonly write: (line: string) => void,
    private readonly json: boolean,
  ) {}

  began(connection: number, address: string): void {
    this.#tell({ connection, event: 'connected', address }, `connected from ${address}`);
  }

  read(connection: number, sender: Sender, piece: Buffer): void {
    const tap = this.#tap(connection, sender);
    const remarks = tap.push(piece);
    const waiting = tap.waiting === 0 ? '' : `, ${tap.waiting} of 200 of the next`;
    const frames = remarks.length === 1 ? '1 frame' : `${remarks.length} frames`;
    this.#tell(
      { connection, sender, event: 'read', bytes: piece.length, frames: remarks.length },
      `sends ${piece.length} bytes: ${frames}${waiting}`,
    );
    for (const { bytes, faults } of remarks) {
      const marks = faults.map((fault) => `\n          !! ${fault}`).join('');
      this.#tell(
        { connection, sender, event: 'frame', frame: bytes.toString('latin1'), faults },
        `  ${shown(bytes)}${marks}`,
      );
    }
  }

  ended(connection: number, sender: Sender, how: string): void {
    const rest = this.#tap(connection, sender).end();
    const faults = rest?.faults ?? [];
    const left =
      rest === undefined ? '' : `, with ${shown(rest.bytes)} left\n          !! ${faults.join()}`;
    this.#tell({ connection, sender, event: 'ended', how, faults }, `ends (${how})${left}`);
  }

  #tap(connection: number, sender: Sender): Tap {
    const key = `${connection} ${sender}`;
    const tap = this.#taps.get(key) ?? new Tap();
    this.#taps.set(key, tap);
    return tap;
  }

  #tell(what: Omit<Event, 'at'>, story: string): void {
    const at = Math.round(performance.now() - this.#start);
    if (this.json) {
      this.write(`${JSON.stringify({ at, ...what })}\n`);
      return;
    }
    const { connection, sender } = what as Event;
    const who = sender === undefined ? '' : ` ${sender}`;
    this.write(`${(at / 1000).toFixed(3).padStart(8)} #${connection}${who} ${printable(story)}\n`);
  }
}
