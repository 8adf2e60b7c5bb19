import { Broker } from '@chat/broker';
import { encodeFrames } from '@chat/framing';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { decode, encodeBeat, encodeBye, encodeHappenings, encodeRosters } from './message';
import type { Message } from './message';
import { Server } from './testing/servers';

let broker: Broker;
let near: Server;
let far: Server;
let stranger: NatsConnection;

beforeAll(async () => {
  broker = await Broker.start();
  [near, far] = [new Server(broker.addresses()), new Server(broker.addresses())];
  await Promise.all([near.cluster.start(), far.cluster.start()]);
  const { host, username: user, password: pass } = new URL(broker.addresses());
  stranger = await connect({ servers: host, user, pass });
});

afterAll(async () => {
  await stranger.close();
  await Promise.all([near.stop(), far.stop()]);
  await broker.stop();
});

/** Bytes that no server sends, or that none of this version does. */
function* nonsense(): Generator<Uint8Array> {
  const said = { type: 'said', frames: new Uint8Array(400) } as const;
  const roster = { channel: 'tea', number: 9, fresh: false, members: new Map([[1, 'Eve']]) };
  const whole = [
    encodeBeat('eve', 'elsewhere', true),
    ...encodeHappenings('eve', [said, { type: 'left', member: 5 }], 4096, () => NaN),
    ...encodeRosters('eve', [roster, { ...roster, channel: 'nowhere' }], 4096, () => 7, 8).map(
      ({ bytes }) => bytes,
    ),
    encodeBye('nobody'),
  ];
  for (const message of whole) {
    yield message;
    for (let length = 0; length < message.length; length += 3) yield message.subarray(0, length);
    // A later version.
    yield Uint8Array.of(2, ...message.subarray(1));
    yield Uint8Array.of(1, 200, ...message.subarray(2));
    // A length that is beyond everything.
    yield Uint8Array.of(...message.subarray(0, 2), 255, 255, 255, 255, ...message.subarray(6));
  }
  yield new Uint8Array(0);
  yield new Uint8Array(512 * 1024).fill(1);
}

/** Names that no member has, and channels that nobody has opened. */
const NAMES = ['', ' ', 'a\nb', '\0', '\u202eevE', 'x'.repeat(100_000)];
const CHANNELS = ['tea', 'nowhere', '', 'a\nb', 'x'.repeat(5000)];

/** What only somebody who means harm says, in the form that servers expect. */
function* malice(): Generator<Uint8Array> {
  const room = 1024 * 1024;
  const members = new Map(NAMES.map((name, index) => [2 ** 53 - 1 - index, name]));
  for (const number of [0, 2 ** 53 - 1]) {
    const rosters = CHANNELS.map((channel) => ({ channel, number, fresh: false, members }));
    for (const { bytes } of encodeRosters('mal', rosters, room, () => 2 ** 53 - 1, 1)) yield bytes;
    const joined = NAMES.map((name, member) => ({ type: 'joined', member, name }) as const);
    const left = joined.map(({ member }) => ({ type: 'left', member }) as const);
    const said = { type: 'said', frames: new Uint8Array(1_000_000).fill(0xff) } as const;
    yield* encodeHappenings('mal', [...joined, said, ...left, ...left], room, () => number);
  }
  yield encodeBeat('x'.repeat(100_000), 'y'.repeat(100_000), true);
  yield encodeBeat('', '', true);
  yield encodeBye('mal');
}

test('whatever a stranger publishes, servers go on, and their members hear each other', async () => {
  const [ann, ben] = [near.connect('Ann'), far.connect('Ben')];
  await ann.ask('/create tea');
  await ben.ask('/join tea');
  await ann.hears('Ben has joined');
  for (const bytes of [...nonsense(), ...malice()]) {
    for (const subject of ['chat.all', 'chat.in.tea', 'chat.in.a=20b', 'chat.to.eve']) {
      stranger.publish(subject, bytes);
    }
  }
  stranger.publish('chat.all', encodeBye('eve'));
  stranger.publish('$KV.chat_channels.tea', 'no value of ours');
  stranger.publish('$KV.chat_channels.a=b', 'no key of ours');
  await stranger.flush();
  for (const [one, other, text] of [
    [ann, ben, '[Ann] hello'],
    [ben, ann, '[Ben] hello'],
  ] as const) {
    one.send('hello');
    await other.hears(text);
  }
  await ann.ask('/create mate');
  expect((await ben.ask('/list')).at(-1)).toBe('mate\ntea');
  for (const { cluster } of [near, far]) {
    const { unread, lost } = cluster.figures;
    expect(unread).toBeGreaterThan(100);
    expect(Number.isSafeInteger(lost)).toBe(true);
  }
  expect([...near.lines, ...far.lines].filter((line) => line.includes('is silent'))).toEqual([]);
});

test('who asks whether others are there is answered at once, and alone', async () => {
  const subject = 'chat.to.newcomer';
  const answer = new Promise<Message>((resolve) => {
    stranger.subscribe(subject, {
      callback: (_, { data }) => {
        const message = decode(data);
        // They tell their rosters, too.
        if (message?.type === 'beat') resolve(message);
      },
    });
  });
  stranger.publish('chat.all', encodeBeat('newcomer', 'elsewhere', true));
  const message = await answer;
  expect(message).toMatchObject({ asks: false });
  expect([near.id, far.id]).toContain(message.from);
});

test('what a server has said itself it does not hear, by whatever way it comes back', async () => {
  const [ann, ben, cat] = [near.connect('Ann'), near.connect('Ben'), far.connect('Cat')];
  await ann.ask('/create echo');
  for (const each of [ben, cat]) await each.ask('/join echo');
  await ann.hears('Cat has joined');
  ann.heard.length = 0;
  const roster = { channel: 'echo', number: 1e6, fresh: false, members: new Map([[0, 'Ann']]) };
  const said = { type: 'said', frames: encodeFrames('twice') } as const;
  for (const bytes of [
    encodeBeat(near.id, 'a mirror', true),
    ...encodeRosters(near.id, [roster], 4096, () => 0, 0).map(({ bytes }) => bytes),
    ...encodeHappenings(near.id, [said], 4096, () => 1e6 + 1),
  ]) {
    // No other hears it.
    stranger.publish(`chat.to.${near.id}`, bytes);
    stranger.publish('chat.in.echo', bytes);
  }
  await stranger.flush();
  cat.send('hello');
  await Promise.all([ann, ben].map((each) => each.hears('[Cat] hello')));
  expect(ann.heard).toEqual(['[Cat] hello']);
  expect(near.lines.filter((line) => line.includes('a mirror'))).toEqual([]);
});

test('a roster that is older than what was heard since tells nothing', async () => {
  const ann = near.connect('Ann');
  await ann.ask('/create old');
  const roster = { channel: 'old', number: 9, fresh: false, members: new Map([[1, 'Eve']]) };
  const rosters = encodeRosters('late', [roster], 4096, () => 0, 0).map(({ bytes }) => bytes);
  const [left] = encodeHappenings('late', [{ type: 'left', member: 1 }], 4096, () => 10);
  const said = { type: 'said', frames: encodeFrames('the end') } as const;
  const [end] = encodeHappenings('late', [said], 4096, () => 11);
  const say = (subject: string, bytes?: Uint8Array): void => {
    stranger.publish(subject, bytes);
  };
  for (const bytes of rosters) say('chat.all', bytes);
  say('chat.in.old', left);
  // What a connection had not brought when it was given up may come behind what a later one brings.
  for (const bytes of rosters) say('chat.all', bytes);
  say('chat.in.old', end);
  const lost = near.cluster.figures.lost;
  await ann.hears('the end');
  expect(ann.heard).toEqual(['Eve has joined', 'Eve has left', 'the end']);
  expect(near.cluster.figures.lost).toBe(lost);
});

test('a part of a roster whose rest never comes is no part of a later one', async () => {
  const ann = near.connect('Ann');
  await ann.ask('/create part');
  const roster = { channel: 'part', number: 9, fresh: false, members: new Map<number, string>() };
  for (let member = 0; member < 100; member++) roster.members.set(member, `Eve ${member}`);
  const [part] = encodeRosters('cut', [roster], 1024, () => 0, 0);
  const members = new Map([[99, 'Eve 99']]);
  const later = encodeRosters('cut', [{ ...roster, number: 10, members }], 1024, () => 0, 0);
  for (const { bytes } of [...(part === undefined ? [] : [part]), ...later]) {
    stranger.publish('chat.all', bytes);
  }
  await ann.hears('Eve 99 has joined');
  expect(ann.heard).toEqual(['Eve 99 has joined']);
});
