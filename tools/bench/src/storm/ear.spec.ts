import { encodeFrames } from '@chat/framing';
import { fence } from '../wires/chat';
import { Ear } from './ear';
import { Voice } from './voice';

const LISTENER = 2;

/** Two who talk, and one who hears: all in channel `a`, unless said otherwise. */
function setUp({ bobIn = 'a' } = {}) {
  const alice = new Voice({ name: 'm0000', number: 0, channel: 'a' });
  const bob = new Voice({ name: 'm0001', number: 1, channel: bobIn });
  const listener = new Voice({ name: 'm0002', number: LISTENER, channel: 'a' });
  let answers = 0;
  const ear = new Ear('m0002', 'a', [alice, bob, listener], () => answers++);
  ear.meet(0);
  if (bobIn === 'a') ear.meet(1);
  return { alice, bob, ear, answers: () => answers };
}

/** What others receive for the next messages. */
function said(voice: Voice, count: number): Buffer[] {
  return voice.say(count).map((text) => frame(`[${voice.name}] ${text.toString().trimEnd()}`));
}

function frame(text: string): Buffer {
  return Buffer.from(encodeFrames(text));
}

const ANSWER = frame(
  '/fence is not a valid control message. Valid messages are /create, /list, and /join.',
);

test('what is said in its channel is heard, in any order among the voices', () => {
  const { alice, bob, ear } = setUp();
  const [one, two] = said(alice, 2);
  const [three] = said(bob, 1);
  for (const each of [three, one, two]) ear.hear(each ?? ANSWER);
  ear.checkEnd();
  expect(ear.received).toBe(3);
});

test('the answer to its question is told', () => {
  const { ear, answers } = setUp();
  expect(fence.until(ANSWER)).toBe(true);
  ear.hear(ANSWER);
  expect(answers()).toBe(1);
});

test.each([
  ['lost', 'm0002 has not received message 1 from m0000', [0, 2]],
  ['lost at the beginning', 'm0002 has not received message 0 from m0000', [1]],
  ['lost at the end', 'm0002 has not received message 2 from m0000', [0, 1]],
  ['doubled', 'm0002 received from m0000 message 0 behind message 0', [0, 0, 1, 2]],
  ['swapped', 'm0002 has not received message 1 from m0000', [0, 2, 1]],
])('a message %s is caught', (_fault, complaint, order) => {
  const { alice, ear } = setUp();
  const frames = said(alice, 3);
  expect(() => {
    for (const index of order) ear.hear(frames[index] ?? ANSWER);
    ear.checkEnd();
  }).toThrow(complaint);
});

test('an altered message is caught', () => {
  const { alice, ear } = setUp();
  const [one = ANSWER] = said(alice, 1);
  one[100] = 0x21;
  expect(() => {
    ear.hear(one);
  }).toThrow('m0002 in a received what it should not: "[m0000] 0000 00000000 ');
});

test('a message that was never sent, and a text of no protocol, are caught', () => {
  const { ear } = setUp();
  for (const text of ['[m0000] 0000 00000000 abc', 'hello', 'm0009 has joined']) {
    expect(() => {
      ear.hear(frame(text));
    }).toThrow('received what it should not');
  }
});

test('a message of another channel is caught', () => {
  const { bob, ear } = setUp({ bobIn: 'b' });
  const [one = ANSWER] = said(bob, 1);
  expect(() => {
    ear.hear(one);
  }).toThrow('m0002 in a received what it should not');
});

test('who has joined is heard from the first message on', () => {
  const { bob, ear } = setUp({ bobIn: 'b' });
  bob.say(3);
  bob.move('a');
  ear.hear(frame('m0001 has joined'));
  const [lost, two = ANSWER] = said(bob, 2);
  expect(lost).toBeDefined();
  expect(() => {
    ear.hear(two);
  }).toThrow('m0002 has not received message 3 from m0001');
});

test('who has left was heard to the last message', () => {
  const { alice, ear } = setUp();
  const [one = ANSWER] = said(alice, 2);
  alice.move('b');
  ear.hear(one);
  expect(() => {
    ear.hear(frame('m0000 has left'));
  }).toThrow('m0002 has not received message 1 from m0000');
});

test('on its way it may hear either channel, but not the old one behind the new', () => {
  const { alice, bob, ear } = setUp({ bobIn: 'b' });
  const [old = ANSWER, late = ANSWER] = said(alice, 2);
  const [fresh = ANSWER] = said(bob, 1);
  ear.expect('b');
  ear.hear(old);
  ear.hear(fresh);
  expect(() => {
    ear.hear(late);
  }).toThrow('m0002 in b received what it should not');
});

test('when it was answered, it is in the new channel', () => {
  const { alice, bob, ear } = setUp({ bobIn: 'b' });
  ear.expect('b');
  ear.hear(ANSWER);
  const [old = ANSWER] = said(alice, 1);
  const [missed, fresh = ANSWER] = said(bob, 2);
  expect(missed).toBeDefined();
  ear.hear(fresh);
  expect(() => {
    ear.hear(old);
  }).toThrow('m0002 in b received what it should not');
});
