import assert from 'node:assert/strict';
import { type Check } from '../../check';
import {
  ADDRESS_NOT_REUSED,
  BLOCKED_BY_A_READER,
  PRINTS,
  SIGNAL_NOT_HANDLED,
} from '../roots/causes';
import { repeated } from '../driver/conversation';
import { type RunningServer } from '../driver/running-server';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { said } from '../driver/wording';

/** Passes when SIGTERM ends the server, though perhaps only after it has waited for its peers. */
async function endsWell(server: RunningServer): Promise<void> {
  const { code } = await server.endsOn('SIGTERM', 10_000);
  assert.equal(code, 0, 'The exit code should be 0 after SIGTERM');
}

/** Rule 27: what the program prints, and how it ends. */
export const stoppingChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-27.9',
    level: 'should',
    statement: 'nothing is printed to stdout, from start to end',
    slow: true,
    cause: PRINTS,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      alice.say('hello', '/foo', '/list');
      await bob.receives(said('Alice', 'hello'));
      bob.reset();
      const refused = await server.connect('');
      await refused.gone();
      refused.end();
      alice.end();
      await server.endsOn('SIGTERM');
      assert.equal(server.program.stdout.toString(), '');
    }),
  },
  ...(['SIGTERM', 'SIGINT'] as const).map((signal, index): Check<ServerUnderTest> => ({
    id: `S-27.${index + 10}`,
    level: 'should',
    statement: `${signal} closes all connections in good order and exits with code 0`,
    cause: SIGNAL_NOT_HANDLED,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const silent = await server.connect();
      const ended = server.endsOn(signal);
      for (const peer of [alice, bob, silent]) {
        assert.equal(await peer.gone(), 'closed');
        peer.end();
      }
      const { code } = await ended;
      assert.equal(code, 0, `The exit code should be 0 after ${signal}`);
    }),
  })),
  {
    id: 'S-27.12',
    level: 'robust',
    statement: 'SIGTERM ends the server though a peer never closes its side',
    slow: true,
    run: serving(async (server) => {
      const [alice] = await server.gather('lobby', 'Alice');
      await endsWell(server);
      assert.equal(await alice.gone(), 'closed');
    }),
  },
  {
    id: 'S-27.13',
    level: 'robust',
    statement: 'SIGTERM ends the server though a peer never reads what is queued for it',
    slow: true,
    cause: BLOCKED_BY_A_READER,
    run: serving(async (server) => {
      const [speaker, deaf] = await server.gather('lobby', 'Speaker', 'Deaf');
      deaf.stopReading();
      // More than the operating system takes off the server's hands, which is some 4 MB.
      speaker.write(repeated('hello', 30_000));
      await speaker.fence();
      await endsWell(server);
    }),
  },
  ...(['SIGTERM', 'SIGKILL'] as const).map((signal, index): Check<ServerUnderTest> => ({
    id: `S-27.${index + 14}`,
    level: 'should',
    statement: `after ${signal} amid live connections, the same port serves again at once`,
    cause: ADDRESS_NOT_REUSED,
    run: async (subject) => {
      const first = await subject.start();
      try {
        const peers = await first.gather('lobby', 'Alice', 'Bob');
        const ended = first.endsOn(signal);
        for (const peer of peers) {
          await peer.gone();
          peer.end();
        }
        await ended;
        const second = await subject.start(first.port);
        try {
          await second.gather('lobby', 'Alice', 'Bob');
        } finally {
          await second.stop();
        }
      } finally {
        await first.stop();
      }
    },
  })),
];
