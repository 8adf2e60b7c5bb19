import assert from 'node:assert/strict';
import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { frame } from '../../frame';
import {
  INPUT_BEFORE_SERVER,
  LINES_LEFT_IN_A_BUFFER,
  NOT_FLUSHED,
  NOT_PADDED,
  PROMPT_TOO_EARLY,
} from '../roots/causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { PipedClient } from '../driver/piped-client';
import { connecting, piped } from '../driver/piped-session';
import { StalledServer } from '../driver/stalled-server';
import { PROMPT, said } from '../driver/wording';

/** Milliseconds after which clients may begin to give a connection up. */
const SHORTEST_PATIENCE = 3000;

/** A check's `run` that looks at the first frame of a client of this name. */
function introduces(start: {
  name: string;
  host?: string;
}): (subject: ClientUnderTest) => Promise<void> {
  return connecting(async ({ client, server }) => {
    await server.receives(start.name);
    await client.prints(PROMPT);
  }, start);
}

/** How long the client takes until it connects, in milliseconds. */
async function timeToConnect(subject: ClientUnderTest): Promise<number> {
  const start = performance.now();
  let time = NaN;
  await connecting(() => {
    time = performance.now() - start;
    return Promise.resolve();
  })(subject);
  return time;
}

/** A check's `run` in which the client meets a host that does not answer at all. */
function stalled(
  body: (server: StalledServer, client: PipedClient, usual: number) => Promise<void>,
): (subject: ClientUnderTest) => Promise<void> {
  return async (subject) => {
    const usual = await timeToConnect(subject);
    const server = await StalledServer.start(subject.tls);
    const client = new PipedClient(subject.argv('Scott', '127.0.0.1', server.port));
    try {
      await body(server, client, usual);
    } finally {
      await client.kill();
      await server.kill();
    }
  };
}

export const connectingChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-1.1',
    level: 'must',
    says: ASSIGNMENT.CALL,
    exact: 'framing',
    statement: 'the first frame is the name, padded with spaces to 200 bytes',
    cause: NOT_PADDED,
    run: connecting(({ server }) => server.receivesPadded('Scott')),
  },
  {
    id: 'C-21.9',
    level: 'must',
    says: ASSIGNMENT.PROMPT,
    statement: 'the first line begins with a prompt',
    cause: NOT_FLUSHED,
    run: connecting(({ client }) => client.prompts()),
  },
  {
    id: 'C-21.10',
    level: 'should',
    statement: 'once connected, just the prompt is printed',
    cause: NOT_FLUSHED,
    run: introduces({ name: 'Scott' }),
  },
  {
    id: 'C-21.1',
    level: 'should',
    statement: 'a name may hold spaces and any letters',
    run: introduces({ name: 'Zoë van Dijk 你好' }),
  },
  {
    id: 'C-21.2',
    level: 'should',
    statement: 'a name that begins with a slash is sent as it is',
    run: introduces({ name: '/list' }),
  },
  {
    id: 'C-21.3',
    level: 'must',
    says: ASSIGNMENT.CALL,
    statement: 'localhost reaches a server on 127.0.0.1',
    run: connecting(({ server }) => server.receives('Scott'), { host: 'localhost' }),
  },
  {
    id: 'C-21.4',
    level: 'should',
    statement: 'lines typed before the connection is there follow the name, in order',
    cause: LINES_LEFT_IN_A_BUFFER,
    run: connecting(
      async ({ client, server }) => {
        await server.receives('Scott', 'one', 'two');
        await client.prints(PROMPT.repeat(3));
      },
      { typed: 'one\ntwo\n' },
    ),
  },
  {
    id: 'C-21.5',
    level: 'should',
    statement: 'a message sent before the name has been read is printed',
    cause: NOT_FLUSHED,
    run: connecting(async ({ client, server }) => {
      await server.send(frame('welcome'));
      await client.prints(PROMPT + said('welcome'));
    }),
  },
  {
    id: 'C-21.6',
    level: 'should',
    statement: 'nothing is printed while the connection is not there yet',
    cause: PROMPT_TOO_EARLY,
    run: stalled(async (server, client, usual) => {
      // Nothing happens that could be awaited: thrice the time that it usually takes, and half a
      // second, stand for "never".
      await new Promise((resolve) =>
        setTimeout(resolve, Math.min(500 + 3 * usual, SHORTEST_PATIENCE)),
      );
      assert.equal(client.unread.toString(), '', 'Nothing should be printed before connecting');
      server.proceed();
      await client.prints(PROMPT, 10_000);
    }),
  },
  {
    id: 'C-21.7',
    level: 'must',
    says: ASSIGNMENT.LISTENS,
    restsOn: ['C-21.9'],
    statement: 'the server is listened to while nothing is typed',
    cause: INPUT_BEFORE_SERVER,
    run: piped(async ({ client, server }) => {
      await server.send(frame('[Alice] one'));
      await client.shows('[Alice] one');
      await server.send(frame('[Alice] two'));
      await client.shows('[Alice] one', '[Alice] two');
    }),
  },
  {
    id: 'C-21.8',
    level: 'must',
    says: ASSIGNMENT.LISTENS,
    statement: 'what is typed is sent while the server says nothing',
    cause: INPUT_BEFORE_SERVER,
    run: piped(async ({ client, server }) => {
      client.types('one\n');
      await server.receives('one');
      client.types('two\n');
      await server.receives('two');
    }),
  },
];
