import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { frames } from '../../frame';
import { Program } from '../../running/program';
import { onFreePort } from '@chat/loopback/free-port';
import { type Connected, type Wire } from '../../running/wire';
import { accepted } from '../driver/running-server';
import { type ServerUnderTest } from '../driver/server-under-test';
import {
  channelExists,
  CREATE_REQUIRES_ARGUMENT,
  hasJoined,
  hasLeft,
  JOIN_REQUIRES_ARGUMENT,
  noChannel,
  notACommand,
  NOT_IN_CHANNEL,
  said,
} from '../driver/wording';

/** How long an answer is awaited, and how long it may pause, in milliseconds. */
const FIRST = 1000;
const PAUSE = 60;

/** How long the pauses are that a busy server is given, in milliseconds. */
const LONG_PAUSE = 400;

/** What somebody should have received, and every byte that came instead. */
export interface Answer {
  /** The name that the course gave to the string. */
  readonly constant: string;
  /** What is answered, if it is a command. */
  readonly command?: string;
  readonly expected: string;
  /** What was put into the string. */
  readonly values: readonly string[];
  readonly came: Buffer;
}

/** One connection, read byte by byte: the server under test may not know of frames. */
class Guest {
  #bytes: Buffer = Buffer.alloc(0);
  /** Shorter from the first answer on that does not come: a server that is silent is so all along. */
  static patience = FIRST;

  private constructor(private readonly socket: Connected) {
    socket.on('data', (chunk: Buffer) => (this.#bytes = Buffer.concat([this.#bytes, chunk])));
    socket.on('error', () => undefined);
  }

  /** @param more what is sent in one piece with the name */
  static async enter(port: number, wire: Wire | undefined, ...more: string[]): Promise<Guest> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const guest = new Guest(wire === undefined ? socket : await wire.call(socket));
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
    const patience = Guest.patience;
    while (this.#bytes.length === 0 && performance.now() - start < patience) await delay(5);
    if (this.#bytes.length === 0) Guest.patience = FIRST / 3;
    for (let size = -1; size !== this.#bytes.length;) {
      size = this.#bytes.length;
      await delay(PAUSE);
    }
    const bytes = this.#bytes;
    this.#bytes = Buffer.alloc(0);
    return bytes;
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

/** What a server made of a plain conversation. */
export interface Deposition {
  /** What came of each, to the last byte; of a server that ends on the way, what came until then. */
  readonly answers: readonly Answer[];
  /** It did not understand what was sent in one piece, and understands each frame by itself. */
  readonly oneByOne: boolean;
  /** It has ended on the way. */
  readonly ended: boolean;
  /** A command that is answered and changes nothing; undefined if none was found. */
  readonly harmless: string | undefined;
}

/** Commands that have to fail, and so to change nothing. */
const FAILING = ['/join', '/foo', '/create', '/join nowhere'];

/** Has a server say each of its strings once, in the plainest of conversations. */
export async function interview(subject: ServerUnderTest): Promise<Deposition> {
  const started = await onFreePort(async (port) => {
    const program = new Program(subject.argv(port));
    (await accepted(program, port, subject.wire)).destroy();
    return { program, port };
  }).catch(() => undefined);
  if (started === undefined)
    return { answers: [], oneByOne: false, harmless: undefined, ended: true };
  const { program, port } = started;
  Guest.patience = FIRST;
  const answers: Answer[] = [];
  const guests: Guest[] = [];
  let oneByOne = false;
  let ended: boolean;
  let harmless: string | undefined;
  const enter = async (...texts: string[]): Promise<Guest> => {
    const guest = await Guest.enter(port, subject.wire, ...texts);
    guests.push(guest);
    return guest;
  };
  const note = async (
    guest: Guest,
    constant: string,
    expected: string,
    { values = [], command }: { values?: readonly string[]; command?: string } = {},
  ): Promise<void> => {
    if (command !== undefined) guest.say(command);
    const came = await guest.hears();
    const silent = came.length === 0 && answers.at(-1)?.came.length === 0;
    if (silent) throw new Error('Nothing will come of it');
    answers.push({ constant, expected, values, came, ...(command !== undefined && { command }) });
  };
  try {
    const alice = await enter('Alice');
    await note(alice, 'SERVER_CLIENT_NOT_IN_CHANNEL', NOT_IN_CHANNEL, { command: 'hello' });
    await note(alice, 'SERVER_JOIN_REQUIRES_ARGUMENT', JOIN_REQUIRES_ARGUMENT, {
      command: '/join',
    });
    await note(alice, 'SERVER_CREATE_REQUIRES_ARGUMENT', CREATE_REQUIRES_ARGUMENT, {
      command: '/create',
    });
    await note(alice, 'SERVER_INVALID_CONTROL_MESSAGE', notACommand('/foo'), {
      command: '/foo',
      values: ['/foo'],
    });
    await note(alice, 'SERVER_NO_CHANNEL_EXISTS', noChannel('nowhere'), {
      command: '/join nowhere',
      values: ['nowhere'],
    });
    alice.say('/create lobby');
    await delay(2 * PAUSE);
    const bob = await enter('Bob');
    await note(bob, 'SERVER_CHANNEL_EXISTS', channelExists('lobby'), {
      command: '/create lobby',
      values: ['lobby'],
    });
    bob.say('/join lobby');
    await note(alice, 'SERVER_CLIENT_JOINED_CHANNEL', hasJoined('Bob'), { values: ['Bob'] });
    bob.say('good morning');
    await note(alice, 'a message', said('Bob', 'good morning'), {
      values: ['Bob', 'good morning'],
    });
    harmless = await harmlessTo(alice, bob);
    bob.say('/create den');
    await note(alice, 'SERVER_CLIENT_LEFT_CHANNEL', hasLeft('Bob'), { values: ['Bob'] });
    // A machine may be busy, so the one has to fail twice, and the other has a second try.
    oneByOne =
      !(await understands(enter, alice, 'Carol', 0)) &&
      !(await understands(enter, alice, 'Dave', 0)) &&
      ((await understands(enter, alice, 'Eve', PAUSE)) ||
        (await understands(enter, alice, 'Frank', LONG_PAUSE)));
  } catch {
    // What the checks find out for themselves.
  } finally {
    ended = !program.running;
    for (const guest of guests) guest.leave();
    await program.kill();
  }
  return { answers, oneByOne, harmless, ended };
}

/** The first command after which somebody still hears the others of the lobby. */
async function harmlessTo(listener: Guest, speaker: Guest): Promise<string | undefined> {
  for (const command of FAILING) {
    listener.say(command);
    const answered = (await listener.hears()).length > 0;
    const text = `after ${command}`;
    speaker.say(text);
    if ((await listener.hearsAll(text)) && answered) {
      await listener.hears();
      return command;
    }
    listener.say('/join lobby');
    await delay(2 * PAUSE);
  }
  return undefined;
}

/**
 * Whether somebody who comes to the lobby and says two things is heard.
 *
 * @param pause milliseconds between one frame and the next; all are sent in one piece if it is 0
 */
async function understands(
  enter: (...texts: string[]) => Promise<Guest>,
  listener: Guest,
  name: string,
  pause: number,
): Promise<boolean> {
  const said = ['one thing', 'another'].map((text) => `${text} of ${name}`);
  const texts = [name, '/join lobby', ...said];
  const guest = await enter(...(pause === 0 ? texts : [name]));
  for (const text of pause === 0 ? [] : texts.slice(1)) {
    guest.say(text);
    await delay(pause);
  }
  const heard = await listener.hearsAll(...said);
  guest.leave();
  return heard;
}
