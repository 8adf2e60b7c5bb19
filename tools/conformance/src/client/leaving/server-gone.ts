import { ASSIGNMENT } from '../../assignment';
import { type Check } from '../../check';
import { frame, frames } from '../../frame';
import { END_NOT_NOTICED, HOST_RESOLVED, RESET_NOT_CAUGHT } from '../roots/causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { piped } from '../driver/piped-session';
import { disconnected, PROMPT, said } from '../driver/wording';

const HOST = '127.0.0.1';

/** The server ends or breaks the connection while stdin is still open. */
export const serverGoneChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-24.13',
    level: 'must',
    says: ASSIGNMENT.STRINGS,
    exact: 'words',
    statement: 'a server that closes is told in the words of the course, while stdin is still open',
    restsOn: ['C-21.7'],
    cause: END_NOT_NOTICED,
    run: piped(async ({ client, server, port }) => {
      server.end();
      await client.tells(`Server at ${HOST}:${port} has disconnected`);
    }),
  },
  {
    id: 'C-24.19',
    level: 'should',
    statement: 'a server that closes is reported, exit code 1, while stdin is still open',
    cause: END_NOT_NOTICED,
    run: piped(async ({ client, server, port }) => {
      await client.prints(PROMPT);
      server.end();
      await client.prints(disconnected(HOST, port));
      await client.exits(1);
    }),
  },
  {
    id: 'C-24.14',
    level: 'robust',
    statement: 'a server that resets the connection is reported in the same way',
    cause: RESET_NOT_CAUGHT,
    run: piped(async ({ client, server, port }) => {
      await client.prints(PROMPT);
      server.reset();
      await client.prints(disconnected(HOST, port));
      await client.exits(1);
    }),
  },
  {
    id: 'C-24.15',
    level: 'should',
    statement: 'the host of a server that closes is printed as it was typed',
    cause: HOST_RESOLVED,
    run: piped(
      async ({ client, server, port }) => {
        await client.prints(PROMPT);
        server.end();
        await client.prints(disconnected('localhost', port));
        await client.exits(1);
      },
      { host: 'localhost' },
    ),
  },
  {
    id: 'C-24.16',
    level: 'must',
    says: ASSIGNMENT.PRINTED,
    statement: 'the last messages of a server that closes are printed',
    restsOn: ['C-21.7'],
    cause: END_NOT_NOTICED,
    run: piped(async ({ client, server }) => {
      await server.send(frame('[Alice] goodbye'));
      server.end();
      await client.shows('[Alice] goodbye');
    }),
  },
  {
    id: 'C-24.20',
    level: 'should',
    statement: 'the last messages of a server that closes are printed first',
    cause: END_NOT_NOTICED,
    run: piped(async ({ client, server, port }) => {
      await server.send(frames('one', 'goodbye'));
      server.end();
      await client.prints(PROMPT + said('one') + said('goodbye') + disconnected(HOST, port));
      await client.exits(1);
    }),
  },
  {
    id: 'C-24.17',
    level: 'robust',
    statement: 'a reset while much is being sent is reported too',
    cause: RESET_NOT_CAUGHT,
    run: piped(async ({ client, server, port }) => {
      client.types('hello\n'.repeat(20_000));
      await server.receives('hello');
      server.reset();
      await client.printsUpTo(disconnected(HOST, port));
      await client.exits(1);
    }),
  },
  {
    id: 'C-5.1',
    level: 'should',
    statement: 'half a message before the close is not printed',
    run: piped(async ({ client, server, port }) => {
      await server.send(frame('cut off').subarray(0, 150));
      server.end();
      await client.prints(PROMPT + disconnected(HOST, port));
      await client.exits(1);
    }),
  },
  {
    id: 'C-5.2',
    level: 'robust',
    statement: 'half a message before a reset is not printed either',
    run: piped(async ({ client, server, port }) => {
      await client.prints(PROMPT);
      await server.send(frame('cut off').subarray(0, 150));
      server.reset();
      await client.prints(disconnected(HOST, port));
      await client.exits(1);
    }),
  },
];
