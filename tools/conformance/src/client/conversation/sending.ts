import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { type ClientUnderTest } from '../driver/client-under-test';
import { connecting, piped, type PipedSession } from '../driver/piped-session';
import { PROMPT } from '../driver/wording';
import {
  EMPTY_LINE_SKIPPED,
  LINES_LEFT_IN_A_BUFFER,
  NEWLINE_SENT,
  NOT_FLUSHED,
  STRIPPED_ON_BOTH_SIDES,
} from '../roots/causes';
import { goesOut } from './going-out';

/** A check's `run`: each of these lines, typed when the one before has come, is a frame. */
function goesOutOneByOne(...lines: string[]): (subject: ClientUnderTest) => Promise<void> {
  return piped((session) => typeOneByOne(session, ...lines));
}

async function typeOneByOne(
  { client, server }: Pick<PipedSession, 'client' | 'server'>,
  ...lines: string[]
): Promise<void> {
  for (const line of lines) {
    client.types(`${line}\n`);
    await server.receives(line);
  }
}

/** What other chat clients keep to themselves. */
const LOCAL = ['/quit', '/exit', '/help', '/leave', '/clear', '/q', 'quit', 'exit', 'q', ':q', '.'];

export const sendingChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-1.2',
    level: 'must',
    says: ASSIGNMENT.SENT,
    exact: 'framing',
    statement: 'a typed line is one frame, padded with spaces',
    run: connecting(async ({ client, server }) => {
      // The name, however long it is.
      await server.nextBurst();
      for (const line of ['Hello world!', 'And again.']) {
        client.types(`${line}\n`);
        await server.receivesPadded(line);
      }
    }),
  },
  {
    id: 'C-1.4',
    level: 'should',
    statement: 'a typed line is sent without its newline',
    cause: NEWLINE_SENT,
    run: goesOut('Hello world!\n', 'Hello world!'),
  },
  {
    id: 'C-1.3',
    level: 'must',
    says: ASSIGNMENT.FIXED_LENGTH,
    statement: 'a long line is one frame',
    // Short enough for one that sends the end of the line with it.
    run: goesOutOneByOne('x'.repeat(198), 'next'),
  },
  {
    id: 'C-1.5',
    level: 'should',
    statement: 'a line of 200 bytes is one frame',
    cause: NEWLINE_SENT,
    run: goesOut(`${'x'.repeat(200)}\n`, 'x'.repeat(200)),
  },
  {
    id: 'C-8.1',
    level: 'should',
    statement: 'a leading space is kept: it makes a message of what would be a command',
    cause: STRIPPED_ON_BOTH_SIDES,
    run: goesOut(' /list\n', ' /list'),
  },
  {
    id: 'C-22.6',
    level: 'must',
    says: ASSIGNMENT.PROMPT,
    restsOn: ['C-21.9'],
    statement: 'below each line that was typed there is a prompt again',
    cause: NOT_FLUSHED,
    run: piped(async ({ client }) => {
      // Whether there is one at the beginning is for another check.
      await client.promptsAgain(0).catch(() => undefined);
      for (const line of ['one', 'two', 'three']) {
        const before = client.promptCount;
        client.types(`${line}\n`);
        await client.promptsAgain(before);
      }
    }),
  },
  {
    id: 'C-22.12',
    level: 'should',
    statement: 'each line sent is followed by a prompt, and nothing is echoed',
    cause: NOT_FLUSHED,
    run: piped(async ({ client, server }) => {
      await client.prints(PROMPT);
      for (const line of ['one', '/list', '', 'two']) {
        client.types(`${line}\n`);
        await server.receives(line);
        await client.prints(PROMPT);
      }
    }),
  },
  {
    id: 'C-23.11',
    level: 'should',
    statement: 'white space at the end of a line is sent, whatever its kind',
    run: goesOut('hello\t\nhello\u00a0\nhello\u3000\n', 'hello\t', 'hello\u00a0', 'hello\u3000'),
  },
  {
    id: 'C-23.1',
    level: 'must',
    says: ASSIGNMENT.SENT,
    exact: 'words',
    statement: 'commands go out as they were typed',
    run: goesOutOneByOne('/create 168_tas', '/list', '/join 168_tas'),
  },
  {
    id: 'C-23.14',
    level: 'should',
    statement: 'unknown commands go out as they were typed, too',
    run: goesOut('/LIST  x\n/\n', '/LIST  x', '/'),
  },
  {
    id: 'C-23.12',
    level: 'should',
    statement: 'no line is a command to the client itself',
    run: goesOut(LOCAL.map((line) => `${line}\n`).join(''), ...LOCAL),
  },
  {
    id: 'C-23.2',
    level: 'should',
    statement: 'an empty line sends a blank frame',
    cause: EMPTY_LINE_SKIPPED,
    run: goesOut('\n\n', '', ''),
  },
  {
    id: 'C-23.3',
    level: 'should',
    statement: 'a carriage return before the newline is not sent',
    cause: NEWLINE_SENT,
    run: goesOut('hello\r\nworld\r\n', 'hello', 'world'),
  },
  {
    id: 'C-23.4',
    level: 'should',
    statement: 'text goes out as UTF-8',
    run: goesOut('Zoë 你好 😀\n', 'Zoë 你好 😀'),
  },
  {
    id: 'C-23.5',
    level: 'should',
    statement: 'a line that stdin delivers in pieces, cut inside a letter too, is one frame',
    run: piped(async ({ client, server }) => {
      const line = Buffer.from('first\nZoë says hello\n');
      const cut = line.indexOf('ë') + 1;
      client.types(line.subarray(0, cut));
      await server.receives('first');
      client.types(line.subarray(cut));
      await server.receives('Zoë says hello');
    }),
  },
  {
    id: 'C-23.10',
    level: 'should',
    statement: 'a thousand lines piped at once arrive in order, each answered by a prompt',
    cause: LINES_LEFT_IN_A_BUFFER,
    run: piped(async ({ client, server }) => {
      const lines = Array.from({ length: 1000 }, (_, i) => `line ${i}`);
      client.types(`${lines.join('\n')}\n`);
      await server.receives(...lines);
      await client.prints(PROMPT.repeat(1001));
      client.closesStdin();
      await server.receivesEnd();
      server.end();
      await client.exits(0);
    }),
  },
];
