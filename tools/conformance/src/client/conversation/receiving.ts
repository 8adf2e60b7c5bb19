import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { frame, frames, FRAME_SIZE } from '../../frame';
import {
  DECODED_IN_PIECES,
  NEWLINE_NOT_STRIPPED,
  NOT_FLUSHED,
  ONE_READ_ONE_MESSAGE,
  STRIPPED_ON_BOTH_SIDES,
  WIPE_FORGOTTEN,
  WIPE_INCOMPLETE,
} from '../roots/causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { piped } from '../driver/piped-session';
import { PROMPT, said, SAID_NOTHING, WIPE } from '../driver/wording';

/** What it takes, as a rule, until a client has read a piece, or printed a prompt, in milliseconds. */
const PAUSE = 60;

/** A check's `run`: a frame of this payload is printed as this text. */
function printedAs(
  payload: string | Uint8Array,
  text: string,
): (subject: ClientUnderTest) => Promise<void> {
  return piped(async ({ client, server }) => {
    await server.send(frame(payload));
    await client.prints(PROMPT + said(text));
  });
}

/** A check's `run`: frames of these payloads are shown on lines of their own. */
function shown(...payloads: string[]): (subject: ClientUnderTest) => Promise<void> {
  return piped(async ({ client, server }) => {
    const lines: string[] = [];
    for (const payload of payloads) {
      await server.send(frame(payload));
      lines.push(...payload.split('\n'));
      await client.shows(...lines);
    }
  });
}

/** A check's `run`: each of two messages is written over the prompt before it. */
function writtenOver(one: string, other: string): (subject: ClientUnderTest) => Promise<void> {
  return piped(async ({ client, server }) => {
    await server.send(frame(one));
    await client.overwrites(one);
    // By then the prompt below it is there, of a client that has one.
    await delay(PAUSE);
    await server.send(frame(other));
    await client.overwrites(one, other);
  });
}

export const receivingChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-2.1',
    level: 'must',
    says: ASSIGNMENT.WHOLE,
    statement: 'a message that arrives one byte at a time is printed once, whole',
    cause: ONE_READ_ONE_MESSAGE,
    run: piped(async ({ client, server }) => {
      for (const byte of frame('[Alice] a byte at a time')) {
        await server.send(Buffer.of(byte));
        await delay(1);
      }
      await server.send(frame('[Alice] next'));
      await client.shows('[Alice] a byte at a time', '[Alice] next');
    }),
  },
  {
    id: 'C-2.2',
    level: 'must',
    says: ASSIGNMENT.LESS_OR_MORE,
    statement: 'many messages that arrive at once are printed one by one',
    cause: ONE_READ_ONE_MESSAGE,
    run: piped(async ({ client, server }) => {
      const texts = Array.from({ length: 300 }, (_, i) => `[Alice] message ${i}`);
      await server.send(frames(...texts));
      await client.shows(...texts);
    }),
  },
  {
    id: 'C-2.3',
    level: 'must',
    says: ASSIGNMENT.WHOLE,
    statement: 'of a message nothing is printed until all 200 bytes have come',
    cause: ONE_READ_ONE_MESSAGE,
    run: piped(async ({ client, server }) => {
      const message = frame('[Alice] whole or not at all');
      await server.send(frame('[Alice] first'));
      await client.shows('[Alice] first');
      await server.send(message.subarray(0, 150));
      // A client may look at nothing else until the rest is there: no answer can be awaited.
      await delay(PAUSE);
      const early = client.printed.includes('whole or not');
      assert.ok(!early, 'Nothing of the message should be printed before its last 50 bytes come');
      await server.send(message.subarray(150));
      await client.shows('[Alice] whole or not at all');
    }),
  },
  {
    id: 'C-2.4',
    level: 'must',
    says: ASSIGNMENT.BUFFERED,
    statement: 'messages cut anywhere are put together again',
    cause: ONE_READ_ONE_MESSAGE,
    run: piped(async ({ client, server }) => {
      const texts = ['a'.repeat(200), 'b'.repeat(198), '[Alice] hello', '[Alice] bye'];
      const stream = frames(...texts);
      let sent = 0;
      for (const cut of [1, 199, 202, 401, 610, 799, 800]) {
        await server.send(stream.subarray(sent, cut));
        await client.shows(...texts.slice(0, Math.floor(cut / FRAME_SIZE)));
        await delay(PAUSE);
        sent = cut;
      }
    }),
  },
  {
    id: 'C-2.10',
    level: 'should',
    statement: 'messages cut anywhere, inside a letter too, are put together again',
    cause: DECODED_IN_PIECES,
    run: piped(async ({ client, server }) => {
      await client.prints(PROMPT);
      const texts = ['é'.repeat(100), '好'.repeat(66), '[Alice] 😀', '[Alice] bye'];
      const stream = frames(...texts);
      let sent = 0;
      for (const cut of [1, 199, 202, 401, 610, 799, 800]) {
        await server.send(stream.subarray(sent, cut));
        const whole = texts.slice(Math.floor(sent / FRAME_SIZE), Math.floor(cut / FRAME_SIZE));
        await client.prints(whole.map(said).join(''));
        // Something to answer, so that the pieces are not joined on their way.
        client.types('next\n');
        await server.receives('next');
        await client.prints(PROMPT);
        sent = cut;
      }
    }),
  },
  {
    id: 'C-3.1',
    level: 'must',
    says: ASSIGNMENT.PRINTED,
    statement: 'spaces at the end of a message are stripped, those inside are kept',
    run: piped(async ({ client, server }) => {
      await server.send(frame('[Alice] two  and   three'));
      await client.shows('[Alice] two  and   three');
      // Some spaces there may be, of a client that wipes the rest of its prompt with them.
      const [, spaces = ''] = /two {2}and {3}three( *)\r?\n/.exec(client.printed.toString()) ?? [];
      const stripped = spaces.length < FRAME_SIZE - '[Alice] two  and   three'.length;
      assert.ok(stripped, 'The message should end with its text, and not with its padding');
    }),
  },
  {
    id: 'C-3.6',
    level: 'should',
    statement: 'the padding is stripped, other spaces are kept',
    cause: STRIPPED_ON_BOTH_SIDES,
    run: printedAs('  two  and   three', '  two  and   three'),
  },
  {
    id: 'C-3.2',
    level: 'should',
    statement: 'a newline under the padding is stripped: many clients send the one they read',
    cause: NEWLINE_NOT_STRIPPED,
    run: printedAs('[Alice] hello\n', '[Alice] hello'),
  },
  {
    id: 'C-3.3',
    level: 'should',
    statement: 'a carriage return and newline under the padding are stripped',
    cause: NEWLINE_NOT_STRIPPED,
    run: printedAs('[Alice] hello\r\n', '[Alice] hello'),
  },
  {
    id: 'C-3.4',
    level: 'must',
    says: ASSIGNMENT.FIXED_LENGTH,
    statement: 'a message that fills its frame is printed whole',
    run: shown('x'.repeat(200), '[Alice] next'),
  },
  {
    id: 'C-3.5',
    level: 'should',
    statement: 'of white space at the end of a message, only spaces and a newline are stripped',
    run: piped(async ({ client, server }) => {
      const texts = ['\t', '\u00a0', '\u2003', '\u3000'].map((space) => `[Alice] hello${space}`);
      await server.send(frames(...texts));
      await client.prints(PROMPT + texts.map(said).join(''));
    }),
  },
  {
    id: 'C-4.2',
    level: 'should',
    statement: 'a byte order mark at the beginning of a message goes into a pipe as it came',
    run: printedAs('\ufeff[Alice] hello', '\ufeff[Alice] hello'),
  },
  {
    id: 'C-4.1',
    level: 'should',
    statement: 'bytes that are not UTF-8 go into a pipe as they came',
    run: piped(async ({ client, server }) => {
      const bytes = Buffer.from(Array.from({ length: 128 }, (_, i) => 128 + i));
      await server.send(frame(bytes));
      await client.prints(Buffer.concat([Buffer.from(PROMPT + WIPE), bytes]));
      await client.prints(`\n${PROMPT}`);
    }),
  },
  {
    id: 'C-22.1',
    level: 'must',
    says: ASSIGNMENT.WIPED,
    exact: 'words',
    statement: 'a message is written over the prompt',
    cause: WIPE_FORGOTTEN,
    run: writtenOver('Alice has joined', '[Alice] hi'),
  },
  {
    id: 'C-22.13',
    level: 'should',
    restsOn: ['C-22.1'],
    statement: 'of the prompt nothing is left beside a message that is shorter',
    cause: WIPE_INCOMPLETE,
    run: writtenOver('Alice has joined', 'hi'),
  },
  {
    id: 'C-22.9',
    level: 'must',
    says: ASSIGNMENT.PROMPT,
    restsOn: ['C-21.9'],
    statement: 'below a message there is a prompt again',
    cause: NOT_FLUSHED,
    run: piped(async ({ client, server }) => {
      await server.send(frame('Alice has joined'));
      await client.shows('Alice has joined');
      await client.prompts();
    }),
  },
  {
    id: 'C-22.10',
    level: 'should',
    exact: 'words',
    statement: 'a message is written over the prompt, and the prompt below it, in just these bytes',
    cause: WIPE_FORGOTTEN,
    run: printedAs('Alice has joined', 'Alice has joined'),
  },
  {
    id: 'C-22.2',
    level: 'must',
    says: ASSIGNMENT.PRINTED,
    statement: 'a list of channels is printed on as many lines',
    run: shown('a first one\nbb\ncc'),
  },
  {
    id: 'C-22.11',
    level: 'should',
    statement: 'a list of channels is printed on as many lines, wiped and prompted once',
    cause: WIPE_FORGOTTEN,
    run: printedAs('aa\nbb\ncc', 'aa\nbb\ncc'),
  },
  {
    id: 'C-22.3',
    level: 'should',
    statement: 'a blank frame, the empty list, leaves a fresh prompt and no empty line',
    run: piped(async ({ client, server }) => {
      await server.send(frames('', 'after'));
      await client.prints(PROMPT + SAID_NOTHING + said('after'));
    }),
  },
  {
    id: 'C-22.4',
    level: 'must',
    says: ASSIGNMENT.PRINTED,
    statement: "a message of the program's own format letters is printed literally",
    run: shown('100%s {0} $& %d \\n', '[Alice] next'),
  },
  {
    id: 'C-22.5',
    level: 'robust',
    statement: 'a reader of stdout that goes away ends the client',
    run: piped(async ({ client, server }) => {
      await client.prints(PROMPT);
      client.stopReadingStdout();
      // The first write after the reader has gone is what tells; some notice only at the second.
      await server.send(frames('one', 'two'));
      await server.send(frames('three'));
      await client.ends();
      await server.closes();
    }),
  },
];
