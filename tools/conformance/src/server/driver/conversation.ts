import assert from 'node:assert/strict';
import { frame, FRAME_SIZE } from '../../frame';
import { type Peer } from './peer';
import { type RunningServer } from './running-server';
import { serving, type ServerUnderTest } from './server-under-test';
import { said } from './wording';

const ROUNDS = 50;

/**
 * What the conversation may take, in milliseconds: so much, or so many times what it does undisturbed,
 * since the machine may be busy with more than this check.
 */
const LIMIT = 5000;
const FACTOR = 50;

/** What goes on elsewhere in each round of the conversation. */
type Disturb = () => void | Promise<void>;

/** A check's `run`: Alice and Bob talk to and fro in a channel of their own, whatever is done. */
export function conversing(
  prepare: (server: RunningServer) => Promise<Disturb>,
): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const [alice, bob] = await server.gather('quiet', 'Alice', 'Bob');
    const usual = await converse(alice, bob, () => undefined);
    const time = await converse(alice, bob, await prepare(server));
    const limit = Math.max(LIMIT, FACTOR * usual);
    const complaint = `${2 * ROUNDS} messages to and fro took ${time.toFixed()} ms, not ${usual.toFixed()} ms as before`;
    assert.ok(time < limit, complaint);
    await alice.fence();
    await bob.fence();
  });
}

/** @returns the milliseconds that it took */
async function converse(alice: Peer, bob: Peer, disturb: Disturb): Promise<number> {
  const start = performance.now();
  for (let round = 0; round < ROUNDS; round++) {
    await disturb();
    alice.say(`ping ${round}`);
    await bob.receives(said('Alice', `ping ${round}`));
    bob.say(`pong ${round}`);
    await alice.receives(said('Bob', `pong ${round}`));
  }
  return performance.now() - start;
}

/** The same frame again and again, in one piece. */
export function repeated(payload: string, count: number): Buffer {
  return Buffer.alloc(count * FRAME_SIZE, frame(payload));
}
