import assert from 'node:assert/strict';
import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { frame, FRAME_SIZE } from '../../frame';
import {
  CUT_INSIDE_A_CHARACTER,
  EMPTY_LINE_SKIPPED,
  LINES_LEFT_IN_A_BUFFER,
  NEWLINE_SENT,
  NOT_FLUSHED,
  OVER_LONG_FRAME,
  STRIPPED_ON_BOTH_SIDES,
} from '../roots/causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { type Connection } from '../driver/connection';
import { connecting, piped, type PipedSession } from '../driver/piped-session';
import { PROMPT, said } from '../driver/wording';

/** A check's `run`: this on stdin goes out as frames of just these payloads. */
function goesOut(
  typed: string,
  ...payloads: string[]
): (subject: ClientUnderTest) => Promise<void> {
  return piped(async ({ client, server }) => {
    client.types(typed);
    await server.receives(...payloads);
    client.types('that is all\n');
    await server.receives('that is all');
  });
}

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

/** The text of each frame up to the one that holds `last`, trailing spaces stripped. */
async function textsUpTo(last: string, server: Connection): Promise<string[]> {
  const texts: string[] = [];
  for (;;) {
    const bytes = await server.nextFrame();
    const text = bytes.toString().trimEnd();
    assert.ok(!text.includes('\ufffd'), `A character was cut in two: ${JSON.stringify(text)}`);
    if (text === last) return texts;
    texts.push(text);
  }
}

/** A check's `run`: this line arrives whole, in frames none of which a server takes for a command. */
function arrivesAsMessages(line: string): (subject: ClientUnderTest) => Promise<void> {
  return piped(async ({ client, server }) => {
    client.types(`${line}\nthat is all\n`);
    const texts = await textsUpTo('that is all', server);
    for (const text of texts) {
      assert.ok(
        !text.startsWith('/'),
        `This would be taken for a command: ${JSON.stringify(text)}`,
      );
    }
    // A space in front is one way to keep a slash from being a command.
    const joined = texts.map((text) => text.replace(/^ (?=\/)/, '')).join('');
    assert.equal(joined, line, 'The frames should hold the whole line');
  });
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
      await typeOneByOne({ client, server }, 'Hello world!', 'And again.');
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
    run: goesOutOneByOne('x'.repeat(199), 'next'),
  },
  {
    id: 'C-1.5',
    level: 'should',
    statement: 'a line of 200 bytes is one frame',
    cause: NEWLINE_SENT,
    run: goesOut(`${'x'.repeat(200)}\n`, 'x'.repeat(200)),
  },
  {
    id: 'C-6.1',
    level: 'should',
    statement: 'a longer message goes out as several frames, cut at 200 bytes',
    cause: OVER_LONG_FRAME,
    run: goesOut(`${'a'.repeat(200)}${'b'.repeat(200)}c\n`, 'a'.repeat(200), 'b'.repeat(200), 'c'),
  },
  {
    id: 'C-6.2',
    level: 'should',
    statement: 'a longer message is never cut inside a character',
    cause: CUT_INSIDE_A_CHARACTER,
    run: goesOut(`a${'好'.repeat(100)}\n`, `a${'好'.repeat(66)}`, '好'.repeat(34)),
  },
  {
    id: 'C-6.3',
    level: 'should',
    statement: 'a longer message of emoji is never cut inside one',
    cause: CUT_INSIDE_A_CHARACTER,
    run: goesOut(`abc${'😀'.repeat(60)}\n`, `abc${'😀'.repeat(49)}`, '😀'.repeat(11)),
  },
  {
    id: 'C-6.4',
    level: 'robust',
    statement: 'a line of 100 kB arrives whole',
    cause: OVER_LONG_FRAME,
    run: arrivesAsMessages('0123456789'.repeat(10_000)),
  },
  {
    id: 'C-6.5',
    level: 'should',
    statement: 'a longer message is cut at 200 bytes and not at a word',
    // No space falls on byte 200: whether it is lost there, or begins the next frame, is the client's choice.
    run: goesOut(
      `a${'word '.repeat(60)}end\n`,
      `a${'word '.repeat(39)}word`,
      ` ${'word '.repeat(20)}end`,
    ),
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
    id: 'C-22.8',
    level: 'should',
    statement: 'a line that takes several frames is followed by one prompt',
    run: piped(async ({ client, server }) => {
      await client.prints(PROMPT);
      client.types(`${'x'.repeat(450)}\n`);
      await server.receives('x'.repeat(200), 'x'.repeat(200), 'x'.repeat(50));
      await client.prints(PROMPT);
      await server.send(frame('hello'));
      await client.prints(said('hello'));
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
    id: 'C-23.6',
    level: 'should',
    statement: 'a command longer than a frame is refused with a line of text and not sent',
    run: piped(async ({ client, server }) => {
      await client.prints(PROMPT);
      client.types(`/create ${'x'.repeat(FRAME_SIZE)}\n`);
      const refusal = await client.printsUpTo(`\n${PROMPT}`);
      assert.match(refusal, /\w[^\n]*\n/, 'The refusal should be a line of text');
      client.types('ok\n');
      await server.receives('ok');
      await client.prints(PROMPT);
    }),
  },
  {
    id: 'C-23.7',
    level: 'should',
    statement: 'a command of just 200 bytes is sent',
    run: goesOut(`/create ${'x'.repeat(192)}\n`, `/create ${'x'.repeat(192)}`),
  },
  {
    id: 'C-23.8',
    level: 'robust',
    statement: 'a long message whose 201st byte is a slash does not end in a command',
    run: arrivesAsMessages(`${'x'.repeat(200)}/create oops`),
  },
  {
    id: 'C-23.9',
    level: 'robust',
    statement: 'a long message full of slashes does not turn into commands',
    run: arrivesAsMessages(`x${'/'.repeat(500)}`),
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
