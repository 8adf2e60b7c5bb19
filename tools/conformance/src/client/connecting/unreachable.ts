import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { EXCEPTION_NOT_CAUGHT, HOST_RESOLVED } from '../roots/causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { freePort } from '@chat/loopback/free-port';
import { alone } from '../driver/piped-session';
import { StalledServer } from '../driver/stalled-server';
import { cannotConnect } from '../driver/wording';

/** There is no server where the client is told to connect. */
export const unreachableChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-24.1',
    level: 'must',
    says: ASSIGNMENT.STRINGS,
    exact: 'words',
    statement: 'a refused connection is told in the words of the course',
    cause: EXCEPTION_NOT_CAUGHT,
    run: async (subject) => {
      const port = await freePort();
      await alone(
        () => subject.argv('Scott', '127.0.0.1', port),
        (client) => client.tells(`Unable to connect to 127.0.0.1:${port}`),
      )(subject);
    },
  },
  {
    id: 'C-24.18',
    level: 'should',
    statement: 'a refused connection is one line on stdout, no prompt, and exit code 1',
    cause: EXCEPTION_NOT_CAUGHT,
    run: async (subject) => {
      const port = await freePort();
      await alone(
        () => subject.argv('Scott', '127.0.0.1', port),
        async (client) => {
          await client.prints(cannotConnect('127.0.0.1', port));
          await client.exits(1);
        },
      )(subject);
    },
  },
  {
    id: 'C-24.2',
    level: 'should',
    statement: 'the host of a refused connection is printed as it was typed',
    cause: HOST_RESOLVED,
    run: async (subject) => {
      const port = await freePort();
      await alone(
        () => subject.argv('Scott', 'localhost', port),
        async (client) => {
          await client.prints(cannotConnect('localhost', port));
          await client.exits(1);
        },
      )(subject);
    },
  },
  {
    id: 'C-24.3',
    level: 'should',
    statement: 'a host name that does not resolve is reported like a refused connection',
    slow: true,
    cause: EXCEPTION_NOT_CAUGHT,
    run: alone(
      (subject) => subject.argv('Scott', 'no-such-host.invalid', 55555),
      async (client) => {
        await client.prints(cannotConnect('no-such-host.invalid', 55555), 15_000);
        await client.exits(1);
      },
    ),
  },
  {
    id: 'C-24.4',
    level: 'robust',
    statement: 'a refused connection ends the client though stdin is full of lines',
    run: async (subject) => {
      const port = await freePort();
      await alone(
        () => subject.argv('Scott', '127.0.0.1', port),
        async (client) => {
          client.types('hello\n'.repeat(100_000));
          await client.prints(cannotConnect('127.0.0.1', port));
          await client.exits(1);
        },
      )(subject);
    },
  },
  {
    id: 'C-24.5',
    level: 'should',
    statement: 'a host that does not answer is given up, and reported like a refused connection',
    slow: true,
    run: async (subject) => {
      const server = await StalledServer.start();
      try {
        await alone(
          () => subject.argv('Scott', '127.0.0.1', server.port),
          async (client) => {
            await client.prints(cannotConnect('127.0.0.1', server.port), 25_000);
            await client.exits(1);
          },
        )(subject);
      } finally {
        await server.kill();
      }
    },
  },
];
