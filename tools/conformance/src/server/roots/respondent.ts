import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { onFreePort } from '@chat/loopback/free-port';
import { frames } from '../../frame';
import { Program } from '../../running/program';
import { PATIENCE } from '../../running/patience';
import { type Connected, type Wire } from '../../running/wire';
import { accepted } from '../driver/running-server';
import { type ServerUnderTest } from '../driver/server-under-test';

/** How long an answer is awaited, and how long it may pause, in milliseconds. */
const FIRST = 1000;
export const PAUSE = 60;

/** How long an answer is awaited; less, from the first on that does not come: who is silent is so all along. */
interface Patience {
  time: number;
}

/** Where guests come in. */
interface Door {
  readonly port: number;
  readonly wire: Wire | undefined;
  readonly patience: Patience;
}

/** One connection, read byte by byte: the server under test may not know of frames. */
export class Guest {
  #bytes: Buffer = Buffer.alloc(0);
  #over = false;

  /** @param patience of all who are guests of the same server */
  private constructor(
    private readonly socket: Connected,
    private readonly patience: Patience,
  ) {
    socket.on('data', (chunk: Buffer) => (this.#bytes = Buffer.concat([this.#bytes, chunk])));
    socket.on('error', () => undefined);
    for (const end of ['end', 'close'])
      socket.on(end, () => {
        this.#over = true;
      });
  }

  /** Whether the server has closed the connection. */
  get over(): boolean {
    return this.#over;
  }

  /** @param more what is sent in one piece with the name */
  static async enter({ port, wire, patience }: Door, ...more: string[]): Promise<Guest> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const guest = new Guest(wire === undefined ? socket : await wire.call(socket), patience);
    guest.say(...more);
    await delay(2 * PAUSE);
    guest.#bytes = Buffer.alloc(0);
    return guest;
  }

  /** Sends frames in one piece. */
  say(...texts: string[]): void {
    this.socket.write(frames(...texts));
  }

  /** All that has come since the last time, as soon as no more does. */
  async hears(): Promise<Buffer> {
    const start = performance.now();
    const waits = (): boolean => this.#bytes.length === 0 && !this.#over;
    while (waits() && performance.now() - start < this.patience.time) await delay(5);
    if (waits()) this.patience.time = FIRST / 3;
    for (let size = -1; size !== this.#bytes.length;) {
      size = this.#bytes.length;
      await delay(PAUSE);
    }
    const bytes = this.#bytes;
    this.#bytes = Buffer.alloc(0);
    return bytes;
  }

  /** Whether anything comes in as long a time as a check waits. */
  async hearsAnything(): Promise<boolean> {
    const start = performance.now();
    while (this.#bytes.length === 0 && !this.#over && performance.now() - start < PATIENCE)
      await delay(5);
    return this.#bytes.length > 0;
  }

  /** Whether all of these come, in whatever form, before patience is at its end. */
  async hearsAll(...texts: string[]): Promise<boolean> {
    const start = performance.now();
    const came = (): boolean => texts.every((text) => this.#bytes.includes(text));
    while (!came() && performance.now() - start < FIRST) await delay(5);
    return came();
  }

  leave(): void {
    this.socket.destroy();
  }
}

/** A server that is interviewed: should it end of what it is asked, another is started in its place. */
export class Respondent {
  #guests: Guest[] = [];
  readonly #patience = { time: FIRST };
  ended = false;

  private constructor(
    private readonly subject: ServerUnderTest,
    private started: { readonly program: Program; readonly port: number },
  ) {}

  static async of(subject: ServerUnderTest): Promise<Respondent> {
    return new Respondent(subject, await Respondent.#start(subject));
  }

  static #start(subject: ServerUnderTest): Promise<{ program: Program; port: number }> {
    return onFreePort(async (port) => {
      const program = new Program(subject.argv(port));
      (await accepted(program, port, subject.wire)).destroy();
      return { program, port };
    });
  }

  /** @param texts what is sent in one piece, the name first */
  async enter(...texts: string[]): Promise<Guest> {
    const guest = await Guest.enter(
      { port: this.started.port, wire: this.subject.wire, patience: this.#patience },
      ...texts,
    );
    this.#guests.push(guest);
    return guest;
  }

  /** Somebody who is still there after what was asked: the guest, or a new one of that name. */
  async after(guest: Guest, name: string): Promise<Guest> {
    if (!guest.over) return guest;
    await delay(PAUSE);
    if (!this.started.program.running) {
      this.ended = true;
      await this.dismiss();
      this.started = await Respondent.#start(this.subject);
    }
    return this.enter(name);
  }

  async dismiss(): Promise<void> {
    this.ended ||= !this.started.program.running;
    for (const guest of this.#guests) guest.leave();
    this.#guests = [];
    await this.started.program.kill();
  }
}
