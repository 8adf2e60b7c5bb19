import assert from 'node:assert/strict';
import { type Check } from '../../check';
import { FRAME_SIZE, unpadded } from '../../frame';
import { TRUNCATED } from '../roots/causes';
import { hearsNoMoreOf } from '../driver/hearing';
import { serving, type ServerUnderTest } from '../driver/server-under-test';
import { channelExists, noChannel, notACommand, said } from '../driver/wording';

/** The texts of the frames that a text becomes: each filled with as many whole characters as fit. */
function cutText(text: string, prefix = ''): string[] {
  const cut: string[] = [];
  let piece = prefix;
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > FRAME_SIZE) {
      cut.push(piece);
      piece = prefix;
    }
    piece += character;
  }
  return [...cut, piece];
}

/** A check's `run`: what somebody of this name says arrives whole, in frames cut by rule 6. */
function cuts(name: string, ...texts: string[]): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const [speaker, listener] = await server.gather('lobby', name, 'Listener');
    for (const text of texts) {
      speaker.say(text);
      const pieces = cutText(text, said(name, ''));
      assert.ok(pieces.length > 1, 'The check should use a text that takes several frames');
      await listener.receives(...pieces);
    }
    await hearsNoMoreOf(speaker, listener);
  });
}

/** A text of 200 bytes, of which all but the first `offset` are this character's, if they can. */
function filled(character: string, offset: number): string {
  const size = Buffer.byteLength(character);
  const text = 'x'.repeat(offset) + character.repeat(Math.floor((FRAME_SIZE - offset) / size));
  return text + 'y'.repeat(FRAME_SIZE - Buffer.byteLength(text));
}

/** A check's `run`: a reply that does not fit one frame comes whole, in frames cut by rule 6. */
function replies(
  ...dialogue: [said: string, reply: string][]
): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const alice = await server.connect('Alice');
    await alice.heard();
    for (const [payload, reply] of dialogue) {
      alice.say(payload);
      await alice.receives(...(reply === '' ? [] : cutText(reply)));
    }
    await alice.fence();
  });
}

const messages: Check<ServerUnderTest>[] = [
  {
    id: 'S-6.1',
    level: 'should',
    statement: 'a message too long beside its [name] comes as two frames, both with the [name]',
    cause: TRUNCATED,
    run: cuts('Alice', 'abcdefghij'.repeat(20)),
  },
  {
    id: 'S-6.2',
    level: 'should',
    statement: 'the first frame of a long message is what cutting it off at 200 bytes would leave',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const text = 'abcdefghij'.repeat(20);
      alice.say(text);
      assert.equal((await bob.next()).toString(), said('Alice', text).slice(0, FRAME_SIZE));
    }),
  },
  {
    id: 'S-6.3',
    level: 'should',
    statement: 'one byte too many goes into a second frame',
    cause: TRUNCATED,
    run: cuts('Alice', `${'x'.repeat(FRAME_SIZE - said('Alice', '').length)}y`),
  },
  {
    id: 'S-6.4',
    level: 'should',
    statement: 'a long message is never cut inside a UTF-8 character',
    cause: TRUNCATED,
    run: cuts(
      'Alice',
      ...['é', '€', '🦜'].flatMap((character) =>
        [0, 1, 2, 3].map((offset) => filled(character, offset)),
      ),
    ),
  },
  {
    id: 'S-6.5',
    level: 'should',
    statement: 'the longest name and the longest message take two frames',
    cause: TRUNCATED,
    run: cuts('n'.repeat(64), 'abcdefghij'.repeat(20)),
  },
  {
    id: 'S-6.6',
    level: 'should',
    statement: 'several long messages in a row come in order, and short ones between them',
    cause: TRUNCATED,
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const texts = ['a', 'b', 'c', 'd'].flatMap((letter) => [letter.repeat(FRAME_SIZE), letter]);
      alice.say(...texts);
      await bob.receives(...texts.flatMap((text) => cutText(text, said('Alice', ''))));
      await hearsNoMoreOf(alice, bob);
    }),
  },
  {
    id: 'S-6.12',
    level: 'should',
    statement: 'a long message is cut at the byte limit and not at a word, no space of it is lost',
    run: cuts('Alice', ...[0, 1, 2].map((offset) => 'x'.repeat(offset) + 'ww '.repeat(65) + 'end')),
  },
];

/** A check's `run`: of these channels, all are listed, in any number of frames that end with a name. */
function listsWhole(names: readonly string[]): (subject: ServerUnderTest) => Promise<void> {
  return serving(async (server) => {
    const alice = await server.connect('Alice');
    alice.say(...names.map((name) => `/create ${name}`), '/list');
    // Several servers may have to agree on each.
    const frames = await alice.heard(30_000);
    const listed = frames.flatMap((frame) => unpadded(frame).split('\n'));
    assert.deepEqual(listed, names);
  });
}

const longChannel = 'c'.repeat(FRAME_SIZE - '/create '.length);
const longParrots = '🦜'.repeat(48);

const repliesAndListings: Check<ServerUnderTest>[] = [
  {
    id: 'S-6.7',
    level: 'should',
    statement: 'a reply with a long channel name comes whole',
    cause: TRUNCATED,
    run: replies(
      [`/join ${longChannel}`, noChannel(longChannel)],
      [`/create ${longChannel}`, ''],
      [`/create ${longChannel}`, channelExists(longChannel)],
      [`/join ${longParrots}`, noChannel(longParrots)],
    ),
  },
  {
    id: 'S-6.8',
    level: 'should',
    statement: 'a reply about a word of 200 bytes comes whole',
    cause: TRUNCATED,
    run: replies([`/${'w'.repeat(199)}`, notACommand(`/${'w'.repeat(199)}`)]),
  },
  {
    id: 'S-6.9',
    level: 'should',
    statement: 'a long /list is cut at newlines, and no name is torn',
    cause: TRUNCATED,
    run: listsWhole(Array.from({ length: 60 }, (_, index) => `channel number ${index + 100}`)),
  },
  {
    id: 'S-6.10',
    level: 'should',
    statement: 'a /list of exactly 200 bytes is one frame',
    run: serving(async (server) => {
      const alice = await server.connect('Alice');
      const names = ['a'.repeat(99), 'b'.repeat(100)];
      alice.say(...names.map((name) => `/create ${name}`), '/list');
      await alice.receives(names.join('\n'));
      await alice.fence();
    }),
  },
  {
    id: 'S-6.11',
    level: 'should',
    statement: 'the longest channel names are listed whole, one in a frame',
    cause: TRUNCATED,
    run: listsWhole(['a', 'b', 'c'].map((letter) => letter.repeat(192))),
  },
  {
    id: 'S-6.13',
    level: 'robust',
    statement: 'nothing else comes between the frames of a /list',
    run: serving(async (server) => {
      const [alice, bob] = await server.gather('lobby', 'Alice', 'Bob');
      const names = Array.from({ length: 40 }, (_, index) => `channel number ${index + 100}`);
      const carol = await server.connect('Carol');
      carol.say(...names.map((name) => `/create ${name}`));
      await carol.heard();
      for (let round = 0; round < 10; round++) {
        bob.say(...Array<string>(20).fill('hello'));
        alice.say('/list');
        bob.say(...Array<string>(20).fill('hello'));
      }
      await bob.heard();
      const came = (await alice.heard()).map((frame) => unpadded(frame));
      const listings = came
        .join('\n')
        .split(/(?:\[Bob\] hello\n?)+/)
        .filter((text) => text !== '');
      for (const listing of listings) {
        const listed = listing.trimEnd().split('\n');
        assert.equal(listed.length % (names.length + 1), 0, `A /list was interrupted: ${listing}`);
      }
    }),
  },
];

/** Rule 6: text that does not fit one frame. */
export const longTextChecks: readonly Check<ServerUnderTest>[] = [
  ...messages,
  ...repliesAndListings,
];
