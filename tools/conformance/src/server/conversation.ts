import assert from 'node:assert/strict';
import { frame, FRAME_SIZE } from '../frame';
import { type RunningServer } from './running-server';
import { serving, type ServerUnderTest } from './server-under-test';
import { said } from './wording';

const ROUNDS = 50;

/** Milliseconds that the conversation may take: a hundred times what it does undisturbed. */
const LIMIT = 5000;

/** What goes on elsewhere in each round of the conversation. */
type Disturb = () => void | Promise<void>;

/** A check's `run`: Alice and Bob talk to and fro in a channel of their own, whatever is done. */
export function conversing(
  prepare: (server: RunningServer) => Promise<Disturb>,
): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const [alice, bob] = await server.gather('quiet', 'Alice', 'Bob');
    const disturb = await prepare(server);
    const start = performance.now();
    for (let round = 0; round < ROUNDS; round++) {
      await disturb();
      alice.say(`ping ${round}`);
      await bob.receives(said('Alice', `ping ${round}`));
      bob.say(`pong ${round}`);
      await alice.receives(said('Bob', `pong ${round}`));
    }
    const time = performance.now() - start;
    assert.ok(time < LIMIT, `${2 * ROUNDS} messages to and fro took ${time.toFixed()} ms`);
    await alice.fence();
    await bob.fence();
  });
}

/** The same frame again and again, in one piece. */
export function repeated(payload: string, count: number): Buffer {
  return Buffer.alloc(count * FRAME_SIZE, frame(payload));
}
