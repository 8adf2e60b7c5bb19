import { frame, frames } from '../frame';
import { Trace } from './trace';

const alice = { label: 'Alice' };
const bob = { label: 'Bob' };

test('a line for each turn, frames without their padding', () => {
  const trace = new Trace();
  trace.did(alice, 'connects');
  trace.sent(alice, frame('Alice'), 0);
  trace.sent(alice, frame('/create lobby'), 200);
  trace.sent(bob, frames('Bob', '/join lobby'), 0);
  trace.did(bob, 'half-closes (FIN)');
  trace.sent(alice, frame(''), 400);
  expect(trace.lines).toEqual([
    'Alice connects, sends "Alice", "/create lobby"',
    'Bob sends in one piece "Bob", "/join lobby", half-closes (FIN)',
    'Alice sends ""',
  ]);
});

test('of pieces of frames it is told how many bytes they have', () => {
  const trace = new Trace();
  const bytes = frames('hello', 'world', 'again');
  trace.sent(alice, bytes.subarray(0, 1), 0);
  trace.sent(alice, bytes.subarray(1, 203), 1);
  trace.sent(alice, bytes.subarray(203), 203);
  expect(trace.lines).toEqual([
    'Alice sends 1 byte "h", ' +
      'sends in one piece 199 bytes "ello" and 195 spaces, 3 bytes "wor", ' +
      'sends in one piece 197 bytes "ld" and 195 spaces, "again"',
  ]);
});

test('a peer is called as it is called in the end', () => {
  const trace = new Trace();
  const peer = { label: 'Peer 1' };
  trace.did(peer, 'connects');
  peer.label = 'Carol';
  expect(trace.lines).toEqual(['Carol connects']);
});

test('however much is done, it stays short', () => {
  const trace = new Trace();
  for (let round = 0; round < 1000; round++) {
    trace.sent(alice, frames(...Array<string>(100).fill('x'.repeat(200))), 0);
    for (let index = 0; index < 100; index++) trace.sent(bob, frame(`${index}`), 0);
    for (let index = 0; index < 20; index++) trace.did(bob, `moves ${index}`);
  }
  expect(trace.lines).toHaveLength(21);
  expect(trace.lines[8]).toBe('… 1980 more …');
  expect(trace.lines[10]).toMatch(
    /^Bob sends "0", "1", "2", … 95 more …, "98", "99", moves 0, .*, … 13 more …, /,
  );
  for (const line of trace.lines) expect(line.length).toBeLessThan(600);
});

test('notes made while a check runs are of its trace, and of no other', async () => {
  const [one, other] = [new Trace(), new Trace()];
  await Promise.all([
    one.during(async () => {
      await Promise.resolve();
      Trace.current.did(alice, 'connects');
    }),
    other.during(async () => {
      await Promise.resolve();
      Trace.current.did(bob, 'connects');
    }),
  ]);
  Trace.current.did(bob, 'does what nobody reads');
  expect([one.lines, other.lines]).toEqual([['Alice connects'], ['Bob connects']]);
});
