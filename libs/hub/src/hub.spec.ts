import { FRAME_SIZE } from '@chat/framing';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Room, thrownBy, type Peer } from './testing/room';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('a turn', () => {
  test('ends with one delivery to each member, all of the same memory', () => {
    const room = new Room();
    const [alice, bob, carol] = room.channel('c', 'Alice', 'Bob', 'Carol') as [Peer, Peer, Peer];
    for (let index = 0; index < 50; index++) alice.say(`${index}`);
    expect(room.endTurn()).toBe(1);
    expect(alice.deliveries).toEqual([]);
    expect(bob.deliveries).toHaveLength(1);
    expect(bob.heard).toEqual(Array.from({ length: 50 }, (_, index) => `[Alice] ${index}`));
    expect(carol.deliveries[0]?.[0]?.buffer).toBe(bob.deliveries[0]?.[0]?.buffer);
  });

  test('leaves out the own frames of each who spoke, by views around them', () => {
    const room = new Room();
    const [alice, bob, carol] = room.channel('c', 'Alice', 'Bob', 'Carol') as [Peer, Peer, Peer];
    // A turn like the one before it finds all its memory in one piece.
    const speak = () => {
      for (const peer of [alice, bob, carol]) peer.deliveries.length = 0;
      alice.say('1');
      bob.say('2');
      alice.say('3');
      bob.say('4');
      room.endTurn();
    };
    speak();
    speak();
    expect(alice.heard).toEqual(['[Bob] 2', '[Bob] 4']);
    expect(bob.heard).toEqual(['[Alice] 1', '[Alice] 3']);
    expect(carol.heard).toEqual(['[Alice] 1', '[Bob] 2', '[Alice] 3', '[Bob] 4']);
    for (const peer of [alice, bob, carol]) expect(peer.deliveries).toHaveLength(1);
    const memory = carol.deliveries[0]?.[0]?.buffer;
    for (const view of [...alice.deliveries.flat(), ...bob.deliveries.flat()]) {
      expect(view.buffer === memory).toBe(true);
    }
  });

  test('delivers nothing when nobody is owed anything', () => {
    const room = new Room();
    const [alice] = room.channel('c', 'Alice') as [Peer];
    alice.say('to nobody');
    alice.say('/join c');
    expect(room.endTurn()).toBe(0);
    expect(alice.deliveries).toEqual([]);
  });

  test('begins anew after each flush', () => {
    const room = new Room();
    const [alice, bob] = room.channel('c', 'Alice', 'Bob') as [Peer, Peer];
    for (const text of ['1', '2', '3']) {
      alice.say(text);
      expect(room.endTurn()).toBe(1);
    }
    expect(room.endTurn()).toBe(0);
    expect(bob.heard).toEqual(['[Alice] 1', '[Alice] 2', '[Alice] 3']);
    expect(bob.deliveries).toHaveLength(3);
  });
});

describe('order (rule 19)', () => {
  test('a reply stands where it came between two broadcasts', () => {
    const room = new Room();
    const [alice, bob] = room.channel('c', 'Alice', 'Bob') as [Peer, Peer];
    alice.say('1');
    bob.say('/list');
    alice.say('2');
    bob.say('/nope');
    room.endTurn();
    expect(bob.heard).toEqual(['[Alice] 1', 'c', '[Alice] 2', expect.stringMatching(/^\/nope /)]);
    expect(bob.deliveries).toHaveLength(1);
  });

  test('a change of channel inside a turn keeps what was heard before it, and nothing later', () => {
    const room = new Room();
    const [alice, bob] = room.channel('a', 'Alice', 'Bob') as [Peer, Peer];
    const [carol] = room.channel('b', 'Carol') as [Peer];
    alice.say('before');
    carol.say('to nobody');
    bob.say('/join b');
    alice.say('after');
    carol.say('welcome');
    bob.say('/join a');
    carol.say('gone');
    alice.say('again');
    room.endTurn();
    expect(bob.heard).toEqual(['[Alice] before', '[Carol] welcome', '[Alice] again']);
    expect(alice.heard).toEqual(['Bob has left', 'Bob has joined']);
    expect(carol.heard).toEqual(['Bob has joined', 'Bob has left']);
    expect(bob.deliveries).toHaveLength(1);
  });
});

describe('a session', () => {
  test('ends with an explanation when the name is refused (rule 7)', () => {
    const room = new Room();
    const peer = room.connect('');
    peer.say('Alice');
    peer.say('/list');
    room.endTurn();
    expect(peer.heard).toEqual(['A name cannot be empty.']);
    expect(peer.ended).toBe(1);
    expect(peer.member.name).toBeUndefined();
  });

  test('says its name once it has one', () => {
    const room = new Room();
    expect(room.connect().member.name).toBeUndefined();
    expect(room.connect('Alice').member.name).toBe('Alice');
  });

  test.each([
    ['a name', 199, () => new Room().connect()],
    ['a message in no channel', 201, () => new Room().connect('Alice')],
    ['a message that somebody hears', 199, () => new Room().channel('chat', 'Alice', 'Bob')[0]],
  ])('refuses %s in a frame of %i bytes', (_, size, connect) => {
    expect(() => {
      connect()?.member.receive(new Uint8Array(size).fill(0x20));
    }).toThrow(`A frame is 200 bytes long, this one is ${size}`);
  });
});

describe('a disconnect (rule 18)', () => {
  test('is told to the channel once, and ends the link once, behind what is owed', () => {
    const room = new Room();
    const [alice, bob] = room.channel('c', 'Alice', 'Bob') as [Peer, Peer];
    bob.say('last words');
    alice.say('/list');
    alice.member.disconnect();
    alice.member.disconnect();
    bob.say('hello?');
    room.endTurn();
    alice.member.disconnect();
    alice.say('from beyond');
    room.endTurn();
    expect(alice.heard).toEqual(['[Bob] last words', 'c']);
    expect(bob.heard).toEqual(['Alice has left']);
    expect(alice.ended).toBe(1);
    expect(bob.ended).toBe(0);
  });

  test('of one who has no name or no channel is told to nobody', () => {
    const room = new Room();
    const [alice] = room.channel('c', 'Alice') as [Peer];
    room.connect().member.disconnect();
    room.connect('Bob').member.disconnect();
    room.endTurn();
    expect(alice.heard).toEqual([]);
  });

  test('is told to nobody when the server dismisses its members', () => {
    const room = new Room();
    const [alice, bob] = room.channel('c', 'Alice', 'Bob') as [Peer, Peer];
    alice.say('bye');
    for (const peer of [alice, bob]) peer.member.dismiss();
    room.endTurn();
    for (const peer of [alice, bob]) peer.member.disconnect();
    expect(room.endTurn()).toBe(0);
    expect([alice.heard, bob.heard]).toEqual([[], ['[Alice] bye']]);
    expect([alice.ended, bob.ended]).toEqual([1, 1]);
  });
});

test.each(['', '\n', '\r\n', ' \n'])(
  'a message and %j take a second frame only for text that has no room beside the prefix (rules 3, 6)',
  (end) => {
    const room = new Room();
    const [alice, bob] = room.channel('c', 'Alice', 'Bob') as [Peer, Peer];
    const fits = FRAME_SIZE - '[Alice] '.length;
    const expected: string[] = [];
    for (let length = 0; length <= FRAME_SIZE - end.length; length++) {
      alice.say(`${'x'.repeat(length)}${end}`);
      expected.push(`[Alice] ${'x'.repeat(Math.min(length, fits))}`.trimEnd());
      if (length > fits) expected.push(`[Alice] ${'x'.repeat(length - fits)}`);
    }
    room.endTurn();
    expect(bob.heard).toEqual(expected);
  },
);

test('NUL, CR and LF inside a text become spaces, and no other byte changes (rule 4)', () => {
  const room = new Room();
  const [alice, bob] = room.channel('c', 'Alice', 'Bob') as [Peer, Peer];
  const bytes = Uint8Array.from({ length: 128 }, (_, index) => index);
  const high = bytes.map((byte) => byte + 128);
  alice.say(bytes);
  alice.say(high);
  room.endTurn();
  const [first = '', second = ''] = bob.deliveries
    .flat()
    .flatMap((view) => [
      Buffer.from(view.subarray(0, 200)).toString('latin1'),
      Buffer.from(view.subarray(200)).toString('latin1'),
    ]);
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\0\r\n]/g, ' ');
  expect(first).toBe(`[Alice] ${text}`.padEnd(200));
  expect(second).toBe(`[Alice] ${Buffer.from(high).toString('latin1')}`.padEnd(200));
});

test('/list is sorted by code point (rule 11)', () => {
  const room = new Room();
  const peer = room.connect('Alice');
  for (const name of ['b', '\u{1f43c}', '\uff5e', 'a b', 'a', 'B']) peer.say(`/create ${name}`);
  peer.say('/list');
  room.endTurn();
  expect(peer.heard).toEqual(['B\na\na b\nb\n\uff5e\n\u{1f43c}']);
});

test('/create beyond the limit of channels is refused, and changes nothing (rule 12)', () => {
  const room = new Room({ maxChannels: 2 });
  const [alice, bob] = room.channel('a', 'Alice', 'Bob') as [Peer, Peer];
  alice.say('/create b');
  alice.say('/create c');
  alice.say('/create a');
  alice.say('/list');
  alice.say('/join a');
  room.endTurn();
  expect(alice.heard).toEqual([
    'No more channels can be created here.',
    'Room a already exists, so cannot be created.',
    'a\nb',
  ]);
  expect(bob.heard).toEqual(['Alice has left', 'Alice has joined']);
});

test('a hub that closes dismisses everybody, and takes nobody more', () => {
  const room = new Room();
  const [alice, bob] = room.channel('c', 'Alice', 'Bob') as [Peer, Peer];
  const unnamed = room.connect();
  alice.say('bye');
  room.hub.close();
  room.endTurn();
  expect([alice.heard, bob.heard]).toEqual([[], ['[Alice] bye']]);
  expect([alice.ended, bob.ended, unnamed.ended]).toEqual([1, 1, 1]);
  expect(thrownBy(() => room.connect())).toMatchObject({ code: 'ERR_HUB_CLOSED' });
});

test('a frame says what work it makes', () => {
  const room = new Room();
  const [alice, bob] = room.channel('c', 'Alice', 'Bob') as [Peer, Peer];
  const heard = alice.say('hello');
  expect(heard).toBeGreaterThan(0);
  const refused = bob.say('/nope');
  expect(refused).toBeGreaterThan(heard);
  expect(bob.say('/create d')).toBeGreaterThan(refused);
  bob.member.disconnect();
  expect(bob.say('hello')).toBe(0);
});

test('it knows how many channels there are, whoever is in them (rule 15)', () => {
  const room = new Room();
  expect(room.hub.channelCount).toBe(0);
  const [panda] = room.channel('tea', 'Panda');
  room.channel('milk', 'Alice');
  panda?.member.disconnect();
  expect(room.hub.channelCount).toBe(2);
});

test.each([
  ['that its members leave turn by turn', 2],
  ['whose turn is over', 1],
  ['that is left in the turn of its last message', 0],
])('a channel without members keeps no memory of its busiest turn: one %s', async (_, turns) => {
  const memory: WeakRef<ArrayBufferLike>[] = [];
  const room = new Room({
    allocate: (size) => {
      const bytes = new Uint8Array(size);
      memory.push(new WeakRef(bytes.buffer));
      return bytes;
    },
  });
  const peers = room.channel('c', 'Alice', 'Bob');
  for (let said = 0; said < 1000; said++) peers[0]?.say('busy');
  peers.forEach((peer, index) => {
    if (index < turns) room.endTurn();
    peer.member.disconnect();
  });
  room.endTurn();
  for (const peer of peers) peer.deliveries.length = 0;
  await turn();
  collectGarbage();
  expect(memory.length).toBeGreaterThan(0);
  expect(memory.filter((each) => each.deref() !== undefined)).toEqual([]);
});

test('a channel that was quiet from one sweep to the next keeps no memory', async () => {
  const memory: WeakRef<ArrayBufferLike>[] = [];
  const room = new Room({
    allocate: (size) => {
      const bytes = new Uint8Array(size);
      memory.push(new WeakRef(bytes.buffer));
      return bytes;
    },
  });
  const [alice, bob] = room.channel('c', 'Alice', 'Bob') as [Peer, Peer];
  for (let said = 0; said < 1000; said++) alice.say('busy');
  room.endTurn();
  bob.deliveries.length = 0;
  const kept = async (): Promise<number> => {
    await turn();
    collectGarbage();
    return memory.filter((each) => each.deref() !== undefined).length;
  };
  room.hub.sweep();
  await expect(kept()).resolves.toBe(1);
  room.hub.sweep();
  await expect(kept()).resolves.toBe(0);
  alice.say('again');
  room.endTurn();
  expect(bob.heard).toEqual(['[Alice] again']);
});
