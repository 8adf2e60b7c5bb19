import assert from 'node:assert/strict';
import { type Check } from '../../check';
import { frame, FRAME_SIZE } from '../../frame';
import { type ClientUnderTest } from '../driver/client-under-test';
import { type Connection } from '../driver/connection';
import { piped } from '../driver/piped-session';
import { PROMPT, said } from '../driver/wording';
import { CUT_INSIDE_A_CHARACTER, OVER_LONG_FRAME } from '../roots/causes';
import { goesOut } from './going-out';

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

/** Rules 6, 22 and 23: what becomes of a line that is longer than a frame. */
export const longLineChecks: Check<ClientUnderTest>[] = [
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
];
