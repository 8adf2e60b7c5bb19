import assert from 'node:assert/strict';
import { type Check } from '../../check';
import { type ClientUnderTest } from '../driver/client-under-test';
import { alone } from '../driver/piped-session';

/** A check's `run`: these arguments get a message on stderr, nothing on stdout, and exit code 2. */
function refused(...args: string[]): (subject: ClientUnderTest) => Promise<void> {
  return alone(
    (subject) => subject.argvWith(...args),
    async (client) => {
      await client.exits(2);
      assert.notEqual(client.stderr, '', 'There should be a message on stderr');
    },
  );
}

export const usageChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-24.6',
    level: 'should',
    statement: 'no arguments: a message on stderr, nothing on stdout, exit code 2',
    run: refused(),
  },
  {
    id: 'C-24.7',
    level: 'should',
    statement: 'too few arguments: a message on stderr, nothing on stdout, exit code 2',
    run: refused('Scott', '127.0.0.1'),
  },
  {
    id: 'C-24.8',
    level: 'should',
    statement: 'too many arguments: a message on stderr, nothing on stdout, exit code 2',
    run: refused('Scott', '127.0.0.1', '55555', 'more'),
  },
  {
    id: 'C-24.9',
    level: 'should',
    statement: 'a port that is not a number: a message on stderr, nothing on stdout, exit code 2',
    run: refused('Scott', '127.0.0.1', 'port'),
  },
  {
    id: 'C-24.10',
    level: 'should',
    statement: 'a port beyond 65535: a message on stderr, nothing on stdout, exit code 2',
    run: refused('Scott', '127.0.0.1', '65536'),
  },
];
