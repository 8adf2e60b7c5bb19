import { FRAME_SIZE } from '../frame';
import { quote } from '../report/quote';
import { type Habit, type Habits } from '../roots/habits';
import { NOT_FLUSHED, NOT_PADDED, NEWLINE_SENT } from './causes';
import { type ClientUnderTest } from './client-under-test';
import { LoopbackServer } from './loopback-server';
import { PipedClient } from './piped-client';
import { PROMPT } from './wording';

/** Bytes of an output that are shown. */
const BEGINNING = 60;

const NAME = 'Scott';
const LINES = ['hello', '/list', 'good morning'];

/** What a client sent for its name and for each line, and what it printed meanwhile. */
interface Deposition {
  readonly name: Buffer;
  readonly lines: readonly Buffer[];
  readonly printed: Buffer;
}

/** What a client does in every message, found out before its checks begin. */
export async function clientHabits(subject: ClientUnderTest): Promise<Habits> {
  const { name, lines, printed } = await interview(subject);
  return {
    found: [...silence(printed), ...banner(printed), ...unpadded(name, lines), ...newlines(lines)],
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
  } catch {
    // What the checks find out for themselves.
  } finally {
    await client.kill();
    await loopback.close();
  }
  return { name, lines, printed: client.printed };
}

function silence(printed: Buffer): Habit[] {
  if (printed.length > 0) return [];
  return [
    {
      title: 'the client prints nothing into a pipe, be it connected and typed at',
      remedy: NOT_FLUSHED,
      evidence: 'nothing was printed while it sent its name and three lines',
      shows: /did not print|did not show|does not prompt/,
    },
  ];
}

function banner(printed: Buffer): Habit[] {
  const text = printed.toString();
  if (text === '' || text.startsWith(PROMPT)) return [];
  return [
    {
      title: `what the client prints does not begin with ${quote(Buffer.from(PROMPT))}`,
      remedy: 'print the prompt when it is connected, and nothing before it.',
      evidence: quote(printed.subarray(0, BEGINNING)),
      shows: /something else than it should/,
    },
  ];
}

function unpadded(name: Buffer, lines: readonly Buffer[]): Habit[] {
  const odd = (bytes: Buffer): boolean => bytes.length % FRAME_SIZE !== 0;
  const inLines = lines.filter(odd).length > lines.length / 2;
  if (!odd(name) && !inLines) return [];
  const what = odd(name) ? (inLines ? 'whatever it sends' : 'its name') : 'what is typed';
  const seen = odd(name) ? name : (lines.find(odd) ?? name);
  return [
    {
      title: `the client does not pad ${what} to ${FRAME_SIZE} bytes`,
      remedy: NOT_PADDED,
      evidence: `${quote(seen)}, ${seen.length} bytes in all`,
      shows: /another frame|did not send|no whole frame|sent more/,
    },
  ];
}

function newlines(lines: readonly Buffer[]): Habit[] {
  const [first] = lines;
  const ending = /\r?\n *$/;
  if (first === undefined || !lines.every((line) => ending.test(line.toString()))) return [];
  return [
    {
      title: 'the client sends the newline of every line that is typed',
      remedy: NEWLINE_SENT,
      evidence: quote(first),
      undo: (sent) => {
        const text = sent.toString('latin1');
        if (!ending.test(text)) return undefined;
        return Buffer.from(text.replace(ending, '').padEnd(FRAME_SIZE), 'latin1');
      },
    },
  ];
}
