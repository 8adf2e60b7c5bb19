import { frame, FRAME_SIZE } from '../../frame';
import { TEXTS } from '../../roots/cut';
import { padding } from '../../roots/padding';
import { quote } from '../../report/quote';
import { type Habit, type Habits } from '../../roots/habits';
import { NOT_FLUSHED, NOT_PADDED, NEWLINE_SENT } from './causes';
import { PATIENCE } from '../../running/patience';
import { type ClientUnderTest } from '../driver/client-under-test';
import { LoopbackServer } from '../driver/loopback-server';
import { PipedClient } from '../driver/piped-client';
import { PROMPT, WIPE } from '../driver/wording';

/** How long a client may take to print a message that it is sent, in milliseconds. */
const TIME_TO_PRINT = 1000;

/** Bytes of an output that are shown. */
const BEGINNING = 60;

const NAME = 'Scott';
const LINES = ['hello', '/list', 'good morning'];
const MESSAGE = '[Alice] good morning to all';

/** What a client sent for its name and for each line, and what it printed meanwhile. */
interface Deposition {
  readonly name: Buffer;
  readonly lines: readonly Buffer[];
  readonly printed: Buffer;
  /** It was waited in vain for a message of the server to be printed. */
  readonly silent: boolean;
}

/** What a client does in every message, found out before its checks begin. */
export async function clientHabits(subject: ClientUnderTest): Promise<Habits> {
  const { name, lines, printed, silent } = await interview(subject);
  return {
    found: [
      ...(silent ? [silence([name, ...lines])] : []),
      ...banner(printed),
      ...wiping(printed),
      ...nameless(name, lines),
      ...unpadded(name, lines),
      ...padding(
        'client',
        [name, ...lines].filter(({ length }) => length > 0),
      ),
      ...dressed(lines),
    ],
  };
}

async function interview(subject: ClientUnderTest): Promise<Deposition> {
  const loopback = await LoopbackServer.listen(subject.tls);
  const client = new PipedClient(subject.argv(NAME, '127.0.0.1', loopback.port));
  const lines: Buffer[] = [];
  let name: Buffer = Buffer.alloc(0);
  try {
    const server = await loopback.accept(client.exited);
    client.hasStarted();
    name = await server.nextBurst();
    for (const line of LINES) {
      client.types(`${line}\n`);
      lines.push(await server.nextBurst());
    }
    await server.send(frame(MESSAGE));
    await client.saysSomethingOrEnds(TIME_TO_PRINT).catch(() => undefined);
    if ([name, ...lines].every((bytes) => bytes.length === 0) && client.printed.length === 0) {
      // A busy machine may be late: who has done nothing at all is given as long as a check would.
      await client.saysSomethingOrEnds(PATIENCE).catch(() => undefined);
      name = await server.nextBurst();
    }
  } catch {
    // What the checks find out for themselves.
  } finally {
    await client.kill();
    await loopback.close();
  }
  const { printed } = client;
  return { name, lines, printed, silent: lines.length === LINES.length && printed.length === 0 };
}

function silence(sent: readonly Buffer[]): Habit {
  const mute = sent.every((bytes) => bytes.length === 0);
  return {
    title: mute
      ? 'the client neither sends nor prints anything, be it connected, typed at and spoken to'
      : 'the client prints nothing into a pipe, be it connected, typed at and spoken to',
    remedy: mute ? 'send the name and each line in 200 bytes, and print what comes.' : NOT_FLUSHED,
    evidence: mute
      ? 'nothing was sent for the name and three lines, and nothing printed for a message that came'
      : 'nothing was printed while it sent its name and three lines, and a message came',
    about: 'words',
    ...(mute && { silent: true }),
    shows: mute
      ? /did not (?:print|show|send|prompt|end|leave)/
      : /did not print|did not show|does not prompt/,
  };
}

function banner(printed: Buffer): Habit[] {
  const text = printed.toString();
  if (text === '' || text.startsWith(PROMPT)) return [];
  return [
    {
      title: `what the client prints does not begin with ${quote(Buffer.from(PROMPT))}`,
      remedy: 'print the prompt when it is connected, and nothing before it.',
      evidence: quote(printed.subarray(0, BEGINNING)),
      about: 'words',
      shows: /something else than it should/,
    },
  ];
}

/** Carriage returns, backspaces, spaces and control sequences: what wipes a line, and writes nothing. */
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const WIPING = /^(?:[\r\b ]|\u001b\[[\d;]*[A-Za-z])+$/;

/** Another way to wipe the prompt, which the assignment leaves open. */
function wiping(printed: Buffer): Habit[] {
  const text = printed.toString('latin1');
  const end = text.indexOf(MESSAGE);
  const prompt = text.lastIndexOf(PROMPT, end);
  if (end === -1 || prompt === -1) return [];
  const wipe = text.slice(prompt + PROMPT.length, end);
  if (wipe === WIPE || !WIPING.test(wipe)) return [];
  return [
    {
      title: `the client wipes its prompt by ${quote(Buffer.from(wipe))}, and not by ${quote(Buffer.from(WIPE))}`,
      evidence: quote(printed.subarray(prompt).subarray(0, BEGINNING)),
      about: 'words',
      redo: (expected) =>
        Buffer.from(
          expected.toString('latin1').replaceAll(WIPE, () => wipe),
          'latin1',
        ),
      shows: /something else than it should/,
    },
  ];
}

/** A name that is late comes with the first line. */
function nameless(name: Buffer, lines: readonly Buffer[]): Habit[] {
  const [first] = lines;
  if (name.length > 0 || lines.length < LINES.length || first === undefined) return [];
  if (!LINES.every((line, index) => lines[index]?.includes(line))) return [];
  if (first.subarray(0, FRAME_SIZE).toString().trim() === NAME) return [];
  return [
    {
      title: 'the client does not send its name',
      remedy: 'send it in a frame of its own, as soon as the client is connected.',
      evidence: `the first that came is the first line that was typed: ${quote(first)}`,
      about: 'framing',
      nameless: true,
      shows: /did not send|another frame/,
    },
  ];
}

function unpadded(name: Buffer, lines: readonly Buffer[]): Habit[] {
  const odd = (bytes: Buffer): boolean => bytes.length % FRAME_SIZE !== 0;
  const inLines = lines.filter(odd).length > lines.length / 2;
  if (!odd(name) && !inLines) return [];
  const what = odd(name) ? (inLines ? 'whatever it sends' : 'its name') : 'what is typed';
  const seen = odd(name) ? name : (lines.find(odd) ?? name);
  const sizes = new Set([name, ...lines].map(({ length }) => length));
  return [
    {
      title:
        sizes.size === 1
          ? `every message of the client is ${seen.length} bytes long, and not ${FRAME_SIZE}`
          : `the client does not pad ${what} to ${FRAME_SIZE} bytes`,
      remedy: NOT_PADDED,
      evidence: `${quote(seen)}, ${seen.length} bytes in all`,
      about: 'framing',
      cut: TEXTS,
      shows: /another frame|did not send|no whole frame|sent more/,
    },
  ];
}

/** The same before and behind every line. */
function dressed(lines: readonly Buffer[]): Habit[] {
  const around = lines.map((bytes, index) => {
    const text = bytes.toString('latin1').replace(/ +$/, '');
    const at = text.indexOf(LINES[index] ?? '');
    return at === -1
      ? undefined
      : [text.slice(0, at), text.slice(at + (LINES[index] ?? '').length)];
  });
  const [first] = around;
  if (first === undefined || lines[0] === undefined || around.length < LINES.length) return [];
  const [before = '', behind = ''] = first;
  if (before + behind === '') return [];
  if (!around.every((parts) => parts?.[0] === before && parts[1] === behind)) return [];
  const newline = before === '' && /^\r?\n$/.test(behind);
  return [
    {
      title: newline
        ? 'the client sends the newline of every line that is typed'
        : `the client writes ${quote(Buffer.from(before + behind))} around every line that is typed`,
      remedy: newline ? NEWLINE_SENT : 'send each line as it is, and nothing around it.',
      evidence: quote(lines[0]),
      about: 'words',
      undo: (sent) => {
        const text = sent.toString('latin1').replace(/ +$/, '');
        if (!text.startsWith(before) || !text.endsWith(behind)) return undefined;
        const bare = text.slice(before.length, behind === '' ? undefined : -behind.length);
        return Buffer.from(bare.padEnd(FRAME_SIZE), 'latin1');
      },
    },
  ];
}
