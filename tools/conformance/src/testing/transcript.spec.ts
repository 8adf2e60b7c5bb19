import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClientUnderTest } from '../client';
import { PipedClient } from '../client/driver/piped-client';
import { TerminalClient } from '../client/driver/terminal-client';
import { PROMPT, said, SAID_NOTHING } from '../client/driver/wording';
import { CLIENT, SERVER } from './our-programs';
import { ServerUnderTest } from '../server/driver/server-under-test';
import { NOT_IN_CHANNEL } from '../server/driver/wording';

const client = new ClientUnderTest(CLIENT);

const QUESTION = "Hi everyone! Does anyone know what we're doing on the first day of lecture?";

/** The screens that a document of the workspace shows, in order, line by line. */
function screens(document: string): string[][] {
  const text = readFileSync(join(__dirname, '../../../..', document), 'utf8');
  return Array.from(text.matchAll(/^```text\n([^]*?)\n```$/gm), ([, screen = '']) =>
    screen.split('\n').filter((line) => line !== '[Me]'),
  );
}

/** What the assignment shows on the two screens. */
const [PANDA = [], ALICE = []] = screens('README.md');

interface Stoppable {
  kill(): Promise<void>;
}

/** Runs `body` with a fresh server; both clients it starts are ended with it. */
async function chat<Client extends Stoppable>(
  start: (argv: string[]) => Client,
  body: (open: (name: string, host: string) => Client) => Promise<void>,
): Promise<void> {
  const server = await new ServerUnderTest(SERVER).start();
  const clients: Client[] = [];
  try {
    await body((name, host) => {
      const started = start(client.argv(name, host, server.port));
      clients.push(started);
      return started;
    });
  } finally {
    for (const started of clients) await started.kill();
    await server.stop();
  }
}

/** Waits until a screen shows so many lines of its transcript and the prompt below them. */
async function shows(terminal: TerminalClient, transcript: string[], lines: number): Promise<void> {
  await terminal.shows(...transcript.slice(0, lines), '[Me] |');
}

test('two terminals show the transcript of the assignment', async () => {
  const size = { columns: 100, rows: 24 };
  await chat(
    (argv) => new TerminalClient(argv, size),
    async (open) => {
      const panda = open('Panda', 'localhost');
      await shows(panda, PANDA, 0);
      panda.types('Hello world!\r');
      await shows(panda, PANDA, 2);
      panda.types('/list\r');
      await shows(panda, PANDA, 3);
      panda.types('/create 168_tas\r');
      await shows(panda, PANDA, 4);
      panda.types('/list\r');
      await shows(panda, PANDA, 6);
      panda.types('Hello world!\r');
      await shows(panda, PANDA, 7);

      const alice = open('Alice', '127.0.0.1');
      await shows(alice, ALICE, 0);
      alice.types('/list\r');
      await shows(alice, ALICE, 2);
      alice.types('/join 168_tas\r');
      await shows(alice, ALICE, 3);
      await shows(panda, PANDA, 8);
      alice.types(`${QUESTION}\r`);
      await shows(alice, ALICE, 4);
      await shows(panda, PANDA, PANDA.length);

      panda.types('\x03');
      await panda.exits();
      await shows(alice, ALICE, ALICE.length);
    },
  );
});

test('two terminals show what the first five minutes bring', async () => {
  const [created = [], joined = [], heard = []] = screens('docs/start.md');
  await chat(
    (argv) => new TerminalClient(argv, { columns: 80, rows: 24 }),
    async (open) => {
      const panda = open('Panda', 'localhost');
      await panda.shows('[Me] |');
      panda.types('/create tea\r');
      await panda.shows(...created, '[Me] |');
      const alice = open('Alice', 'localhost');
      await alice.shows('[Me] |');
      alice.types('/list\r');
      await shows(alice, joined, 2);
      alice.types('/join tea\r');
      await panda.shows(...created, 'Alice has joined', '[Me] |');
      alice.types('Hello!\r');
      await shows(alice, joined, joined.length);
      await panda.shows(...created, ...heard, '[Me] |');
    },
  );
});

test('two pipes carry the transcript of the assignment', async () => {
  await chat(
    (argv) => new PipedClient(argv),
    async (open) => {
      const panda = open('Panda', 'localhost');
      await panda.prints(PROMPT);
      panda.types('Hello world!\n');
      await panda.prints(PROMPT + said(NOT_IN_CHANNEL));
      panda.types('/list\n');
      await panda.prints(PROMPT + SAID_NOTHING);
      panda.types('/create 168_tas\n');
      await panda.prints(PROMPT);
      panda.types('/list\n');
      await panda.prints(PROMPT + said('168_tas'));
      panda.types('Hello world!\n');
      await panda.prints(PROMPT);

      const alice = open('Alice', '127.0.0.1');
      await alice.prints(PROMPT);
      alice.types('/list\n');
      await alice.prints(PROMPT + said('168_tas'));
      alice.types('/join 168_tas\n');
      await alice.prints(PROMPT);
      await panda.prints(said('Alice has joined'));
      alice.types(`${QUESTION}\n`);
      await alice.prints(PROMPT);
      await panda.prints(said(`[Alice] ${QUESTION}`));

      panda.closesStdin();
      await panda.exits(0);
      await alice.prints(said('Panda has left'));
      alice.closesStdin();
      await alice.exits(0);
    },
  );
});
