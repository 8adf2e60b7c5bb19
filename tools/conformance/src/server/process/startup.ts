import assert from 'node:assert/strict';
import { type Check } from '../../check';
import { Program } from '../../running/program';
import { freePort } from '@chat/loopback/free-port';
import { accepted } from '../driver/running-server';
import { type ServerUnderTest } from '../driver/server-under-test';

/** The least that a Node program does to listen on the port of its first argument. */
const BARE = "require('node:net').createServer().listen(Number(process.argv[1]))";

/** When test scripts start their clients after they have started a server, in milliseconds. */
const SCRIPT_PATIENCE = 100;

/** Times the bare program that a server may take: generous, since machines are busy. */
const FACTOR = 2;

const ROUNDS = 5;

/** Milliseconds from starting a program until it accepts a connection. */
async function startupTime(argv: (port: number) => readonly string[]): Promise<number> {
  const port = await freePort();
  const start = performance.now();
  const program = new Program(argv(port));
  try {
    const peer = await accepted(program, port);
    const time = performance.now() - start;
    peer.destroy();
    return time;
  } finally {
    await program.kill();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Rule 28: how soon a server listens. */
export const startupChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-28.1',
    level: 'should',
    statement: `the server listens within ${SCRIPT_PATIENCE} ms, or ${FACTOR} times what bare Node takes`,
    run: async (subject) => {
      const bare: number[] = [];
      const own: number[] = [];
      // By turns, so that whatever else the machine does at the moment slows both alike.
      for (let round = 0; round < ROUNDS; round++) {
        bare.push(await startupTime((port) => [process.execPath, '-e', BARE, String(port)]));
        own.push(await startupTime((port) => subject.argv(port)));
      }
      const limit = Math.max(SCRIPT_PATIENCE, FACTOR * median(bare));
      assert.ok(
        median(own) <= limit,
        `Listening took ${median(own).toFixed()} ms, at most ${limit.toFixed()} ms would be in time`,
      );
    },
  },
];
