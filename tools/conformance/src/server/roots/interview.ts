import { setTimeout as delay } from 'node:timers/promises';
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
import { PAUSE, Respondent, type Guest } from './respondent';

/** How long the pauses are that a busy server is given, in milliseconds. */
const LONG_PAUSE = 400;

/** What somebody should have received, and every byte that came instead. */
export interface Answer {
  /** The name that the course gave to the string. */
  readonly constant: string;
  /** What is answered, if it is a command. */
  readonly command?: string;
  readonly expected: string;
  /** The text in another reading that the assignment leaves open, its values, and what is told of it. */
  readonly open?: {
    readonly text: string;
    readonly values: readonly string[];
    readonly title: string;
  };
  /** What was put into the string. */
  readonly values: readonly string[];
  readonly came: Buffer;
}

/** What a server made of a plain conversation. */
export interface Deposition {
  /** What came of each, to the last byte; of a server that ends on the way, what came until then. */
  readonly answers: readonly Answer[];
  /** It did not understand what was sent in one piece, and understands each frame by itself. */
  readonly oneByOne: boolean;
  /** Whoever creates a channel is not in it, and can join it. */
  readonly creatorsOutside: boolean;
  /** It answers nothing. */
  readonly mute: boolean;
  /** It closes each connection, whatever it is asked. */
  readonly hangsUp: boolean;
  /** It has ended on the way, at least once. */
  readonly ended: boolean;
  /** A command that is answered and changes nothing; undefined if none was found. */
  readonly harmless: string | undefined;
}

const NOTHING: Deposition = {
  answers: [],
  oneByOne: false,
  creatorsOutside: false,
  mute: false,
  hangsUp: false,
  harmless: undefined,
  ended: true,
};

/** Commands that have to fail, and so to change nothing. */
const FAILING = ['/join', '/foo', '/create', '/join nowhere'];

/** What is asked first, of somebody in no channel. */
const QUESTIONS = [
  { constant: 'SERVER_CLIENT_NOT_IN_CHANNEL', command: 'hello', expected: NOT_IN_CHANNEL },
  {
    constant: 'SERVER_JOIN_REQUIRES_ARGUMENT',
    command: '/join',
    expected: JOIN_REQUIRES_ARGUMENT,
  },
  {
    constant: 'SERVER_CREATE_REQUIRES_ARGUMENT',
    command: '/create',
    expected: CREATE_REQUIRES_ARGUMENT,
  },
  {
    constant: 'SERVER_INVALID_CONTROL_MESSAGE',
    command: '/foo',
    expected: notACommand('/foo'),
    open: {
      text: notACommand('foo'),
      values: ['foo'],
      title: 'the server names an unknown command without its slash',
    },
    values: ['/foo'],
  },
  {
    constant: 'SERVER_NO_CHANNEL_EXISTS',
    command: '/join nowhere',
    expected: noChannel('nowhere'),
    values: ['nowhere'],
  },
] as const;

/** Has a server say each of its strings once, in the plainest of conversations. */
export async function interview(subject: ServerUnderTest): Promise<Deposition> {
  const server = await Respondent.of(subject).catch(() => undefined);
  if (server === undefined) return NOTHING;
  const enter = (...texts: string[]): Promise<Guest> => server.enter(...texts);
  const answers: Answer[] = [];
  let oneByOne = false;
  let creatorsOutside = false;
  let mute = false;
  let harmless: string | undefined;
  /** Commands of which a connection ends, or the server. */
  const fatal = new Set<string>();
  const note = async (
    guest: Guest,
    constant: string,
    expected: string,
    { values = [], ...more }: Partial<Pick<Answer, 'values' | 'command' | 'open'>> = {},
  ): Promise<void> => {
    if (more.command !== undefined) guest.say(more.command);
    const came = await guest.hears();
    const silent = came.length === 0 && !guest.over && answers.at(-1)?.came.length === 0;
    if (silent) {
      // A busy machine may be late: who has said nothing at all is given as long as a check would.
      const first = answers.every(({ came }) => came.length === 0);
      mute = first && !(await guest.hearsAnything()) && !guest.over;
      throw new Error('Nothing will come of it');
    }
    answers.push({ constant, expected, values, came, ...more });
  };
  try {
    let alice = await enter('Alice');
    for (const { constant, command, expected, ...more } of QUESTIONS) {
      await note(alice, constant, expected, { command, ...more });
      if (alice.over) fatal.add(command);
      alice = await server.after(alice, 'Alice');
    }
    alice.say('/create lobby');
    await delay(2 * PAUSE);
    let bob = await enter('Bob');
    await note(bob, 'SERVER_CHANNEL_EXISTS', channelExists('lobby'), {
      command: '/create lobby',
      values: ['lobby'],
    });
    bob = await server.after(bob, 'Bob');
    bob.say('/join lobby');
    await note(alice, 'SERVER_CLIENT_JOINED_CHANNEL', hasJoined('Bob'), { values: ['Bob'] });
    if (answers.at(-1)?.came.length === 0) creatorsOutside = await isOutside(alice, bob);
    bob.say('good morning');
    await note(alice, 'a message', said('Bob', 'good morning'), {
      values: ['Bob', 'good morning'],
    });
    harmless = await harmlessTo(
      alice,
      bob,
      FAILING.filter((command) => !fatal.has(command)),
    );
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
    await server.dismiss();
  }
  const hangsUp = !server.ended && QUESTIONS.every(({ command }) => fatal.has(command));
  return { answers, oneByOne, creatorsOutside, mute, hangsUp, harmless, ended: server.ended };
}

/** Whether the creator of the lobby hears those in it only when they have joined it as well. */
async function isOutside(creator: Guest, guest: Guest): Promise<boolean> {
  guest.say('are you there');
  if (await creator.hearsAll('are you there')) {
    await creator.hears();
    return false;
  }
  creator.say('/join lobby');
  await delay(2 * PAUSE);
  guest.say('are you now');
  const heard = await creator.hearsAll('are you now');
  if (heard) await creator.hears();
  return heard;
}

/** The first command after which somebody still hears the others of the lobby. */
async function harmlessTo(
  listener: Guest,
  speaker: Guest,
  commands: readonly string[],
): Promise<string | undefined> {
  for (const command of commands) {
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
