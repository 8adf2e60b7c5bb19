import assert from 'node:assert/strict';
import { type Check } from '../check';
import { serving, type ServerUnderTest } from './server-under-test';
import { said } from './wording';

/** Rule 27: what the program prints, and how it ends. */
export const stoppingChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-27.9',
    level: 'should',
    statement: 'nothing is printed to stdout, from start to end',
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
    statement: 'SIGTERM ends the server though a peer never closes and another never reads',
    run: serving(async (server) => {
      const [, deaf] = await server.gather('lobby', 'Alice', 'Deaf');
      deaf.stopReading();
      deaf.say(...Array<string>(20_000).fill('/list'));
      const { code } = await server.endsOn('SIGTERM', 10_000);
      assert.equal(code, 0, 'The exit code should be 0 after SIGTERM');
    }),
  },
  ...(['SIGTERM', 'SIGKILL'] as const).map((signal, index): Check<ServerUnderTest> => ({
    id: `S-27.${index + 13}`,
    level: 'should',
    statement: `after ${signal} amid live connections, the same port serves again at once`,
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
