import assert from 'node:assert/strict';
import { type Check } from '../../check';
import { frame } from '../../frame';
import { BLOCKED_BY_A_READER } from '../roots/causes';
import { conversing, repeated } from '../driver/conversation';
import { type Peer } from '../driver/peer';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { hasLeft, said } from '../driver/wording';

/** Frames that a speaker sends before it waits until a listener has heard them. */
const PORTION = 2500;

/**
 * Has a speaker say so many megabytes as fast as the listener reads, and passes when the listener
 * has heard every message in order.
 *
 * @returns what was said
 */
async function lecture(speaker: Peer, listener: Peer, megabytes: number): Promise<string[]> {
  const count = megabytes * 5000;
  const payloads = Array.from({ length: count }, (_, index) => `message ${index}`);
  const heard: Buffer[] = [];
  let left = 0;
  for (let at = 0; at < count; at += PORTION) {
    speaker.say(...payloads.slice(at, at + PORTION));
    while (heard.length < Math.min(at + PORTION, count)) {
      const received = await listener.next();
      // A server may cut off whoever is too far behind.
      if (received.equals(frame(hasLeft('Deaf')))) left++;
      else heard.push(received);
    }
  }
  assertBeginning(heard, payloads);
  assert.ok(left <= 1, `Deaf should not leave more than once, but left ${left} times`);
  return payloads;
}

/** Passes when this is what was said from the beginning on, without a gap, so far as it goes. */
function assertBeginning(received: readonly Buffer[], payloads: readonly string[]): void {
  const heard = received.map((bytes) => bytes.toString().trimEnd());
  const gap = heard.findIndex((line, index) => line !== said('Speaker', payloads[index] ?? ''));
  assert.equal(gap, -1, `Message ${gap} should have come, but this did: ${heard[gap] ?? ''}`);
}

/** Rule 29, as far as it is about those who do not read. */
export const deafnessChecks: readonly Check<ServerUnderTest>[] = [
  {
    id: 'S-29.8',
    level: 'robust',
    statement: 'a member of a busy channel who stops reading delays no other channel',
    cause: BLOCKED_BY_A_READER,
    run: conversing(async (server) => {
      const [speaker, deaf] = await server.gather('busy', 'Speaker', 'Deaf');
      deaf.stopReading();
      return async () => {
        speaker.write(repeated('hello', 1200));
        // A server that waits for Deaf takes no more than some of it.
        await speaker.taken(200);
      };
    }),
  },
  {
    id: 'S-29.9',
    level: 'robust',
    statement: 'a member who stops reading for 8 megabytes delays nobody, and then hears no gap',
    cause: BLOCKED_BY_A_READER,
    run: serving(async (server) => {
      const [speaker, deaf, listener] = await server.gather('busy', 'Speaker', 'Deaf', 'Listener');
      deaf.stopReading();
      const payloads = await lecture(speaker, listener, 8);
      deaf.goOnReading();
      // A server may have cut it off by now; what it still hears has no gap.
      await deaf.receivesCount(payloads.length).catch(() => deaf.gone());
      assertBeginning(deaf.rest(), payloads);
    }),
  },
  {
    id: 'S-29.10',
    level: 'robust',
    statement: 'a member who never reads 16 megabytes costs the others nothing',
    cause: BLOCKED_BY_A_READER,
    run: serving(async (server) => {
      const [speaker, deaf, listener] = await server.gather('busy', 'Speaker', 'Deaf', 'Listener');
      deaf.stopReading();
      await lecture(speaker, listener, 16);
    }),
  },
  {
    id: 'S-29.11',
    level: 'robust',
    statement: 'whoever asks for far more than it reads delays nobody',
    cause: BLOCKED_BY_A_READER,
    run: conversing(async (server) => {
      const greedy = await server.connect('Greedy');
      for (let index = 0; index < 500; index++) greedy.say(`/create channel number ${index}`);
      // Several servers may have to agree on each.
      await greedy.fence(30_000);
      greedy.stopReading();
      return () => {
        greedy.write(repeated('/list', 20));
      };
    }),
  },
];
