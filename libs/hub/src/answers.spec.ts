import { encodeFrames } from '@chat/framing';
import { format, SERVER_INVALID_CONTROL_MESSAGE, SERVER_NO_CHANNEL_EXISTS } from '@chat/protocol';
import fc from 'fast-check';
import { HubError } from './index';
import { PullingPeer, Room, thrownBy } from './testing/room';

const WINDOW = 64 * 1024;

function named(room: Room, name: string): PullingPeer {
  const peer = new PullingPeer(room.hub);
  peer.say(name);
  return peer;
}

/** So many channels with names of 100 bytes. */
function channels(room: Room, count: number): string[] {
  const creator = room.connect('Creator');
  const names = Array.from({ length: count }, (_, index) => `c${`${index}`.padStart(99, '0')}`);
  for (const name of names) creator.say(`/create ${name}`);
  return names;
}

describe('a list', () => {
  test('that is short is delivered with everything else', () => {
    const room = new Room();
    const names = channels(room, 300);
    const reader = named(room, 'Reader');
    reader.say('/list');
    expect(reader.member.waiting).toBe(false);
    room.endTurn();
    expect(reader.heard.flatMap((text) => text.split('\n'))).toEqual(names);
  });

  test('that is long is pulled, and names what was there when it was asked for, once', () => {
    const room = new Room();
    const names = channels(room, 5000);
    const reader = named(room, 'Reader');
    reader.say('/list');
    expect(reader.member.waiting).toBe(true);
    room.endTurn();
    expect(reader.heard).toEqual([]);
    const other = room.connect('Other');
    const portions: number[] = [];
    while (reader.takePortion()) {
      portions.push(reader.deliveries.at(-1)?.reduce((size, view) => size + view.length, 0) ?? 0);
      // Before and behind what was taken, and between names that were there.
      for (const place of ['a', 'c0', 'd']) other.say(`/create ${place}${portions.length}`);
      for (const name of names.slice(0, 3)) other.say(`/create ${name}-${portions.length}`);
    }
    expect(reader.heard.flatMap((text) => text.split('\n'))).toEqual(names);
    expect(Math.max(...portions)).toBeLessThan(2 * WINDOW);
    expect(reader.member.waiting).toBe(false);
    expect(reader.ready).toHaveBeenCalledTimes(1);
  });

  test('that is long is delivered as a whole to a link that cannot pull', () => {
    const room = new Room();
    const names = channels(room, 5000);
    const reader = room.connect('Reader');
    reader.say('/list');
    expect(reader.member.waiting).toBe(false);
    room.endTurn();
    expect(reader.heard.flatMap((text) => text.split('\n'))).toEqual(names);
  });

  test('is sorted by code point and complete, whatever the order of creation', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'b', 'é', '\uff5e', '你', '🐼'),
      minLength: 1,
      maxLength: 40,
      size: 'max',
    });
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 400, size: 'max' }), (names) => {
        const room = new Room();
        const peer = room.connect('Alice');
        for (const each of names) {
          peer.say(`/create ${each}`);
          if (each.length > 38) peer.say('/list');
        }
        room.endTurn();
        peer.deliveries.length = 0;
        peer.say('/list');
        room.endTurn();
        const sorted = names
          .map((each) => Buffer.from(each))
          .sort((a, b) => Buffer.compare(a, b))
          .map(String);
        expect(peer.heard.join('\n')).toBe(sorted.join('\n'));
      }),
      { numRuns: 20 },
    );
  });

  test('after a new channel makes anew only the part that it is in', () => {
    const room = new Room();
    channels(room, 500);
    const reader = room.connect('Reader');
    const list = (): readonly Uint8Array[] => {
      reader.say('/list');
      room.endTurn();
      return reader.deliveries.pop() ?? [];
    };
    const before = new Set(list());
    reader.say('/create between');
    const after = list();
    expect(after.length).toBeGreaterThan(10);
    expect(after.filter((view) => !before.has(view)).length).toBeLessThanOrEqual(2);
  });
});

describe('an answer that is pulled', () => {
  test('comes behind what was owed before it, and before what is said meanwhile', () => {
    const room = new Room();
    channels(room, 2000);
    const [alice] = room.channel('c', 'Alice');
    const reader = named(room, 'Reader');
    reader.say('/join c');
    alice?.say('before');
    reader.say('/list');
    alice?.say('after');
    const order: string[] = [];
    reader.deliver = (views) => {
      order.push(Buffer.concat(views).toString().trimEnd());
    };
    jest.spyOn(reader, 'pull').mockImplementation(() => {
      order.push('the list');
    });
    room.endTurn();
    expect(order).toEqual(['[Alice] before', 'the list', '[Alice] after']);
  });

  test('follows 64 KiB of others: more never wait for one who takes none', () => {
    const room = new Room();
    const peer = named(room, 'Greedy');
    let asked = 0;
    while (!peer.member.waiting) {
      peer.say('nobody hears this');
      asked++;
    }
    expect(asked).toBe(Math.floor(WINDOW / 200) + 1);
    room.endTurn();
    expect(peer.heard).toHaveLength(asked - 1);
    expect([peer.takePortion(), peer.takePortion()]).toEqual([true, false]);
    expect(peer.heard).toHaveLength(asked);
    // From then on, it counts anew.
    for (let again = 1; again < asked; again++) peer.say('nobody hears this');
    expect(peer.member.waiting).toBe(false);
  });

  test('is still owed when the member has gone', () => {
    const room = new Room();
    const names = channels(room, 2000);
    const reader = named(room, 'Reader');
    reader.say('/list');
    reader.member.disconnect();
    room.endTurn();
    while (reader.takePortion());
    expect(reader.heard.flatMap((text) => text.split('\n'))).toEqual(names);
    expect(reader.ended).toBe(1);
  });

  test('lets no frame overtake it', () => {
    const room = new Room();
    channels(room, 2000);
    const reader = named(room, 'Reader');
    reader.say('/list');
    const error = thrownBy(() => reader.say('/list'));
    expect(error).toBeInstanceOf(HubError);
    expect(error).toMatchObject({ code: 'ERR_MEMBER_WAITING' });
    room.endTurn();
    while (reader.takePortion());
    expect(reader.takePortion()).toBe(false);
    expect(reader.ready).toHaveBeenCalledTimes(1);
    expect(reader.say('/list')).toBeGreaterThan(0);
  });
});

describe('a refusal', () => {
  /** What a member hears who gives these commands, and what it should hear. */
  function refusals(...commands: string[]): [heard: Buffer, expected: Buffer] {
    const room = new Room();
    const member = room.connect('Scott');
    for (const command of commands) member.say(command);
    room.endTurn();
    const expected = commands.map((command) => encodeFrames(replyTo(command)));
    return [Buffer.concat(member.deliveries.flat()), Buffer.concat(expected)];
  }

  function replyTo(command: string): string {
    const [, channel] = /^\/join (.*)$/.exec(command) ?? [];
    if (channel !== undefined) return format(SERVER_NO_CHANNEL_EXISTS, channel);
    return format(SERVER_INVALID_CONTROL_MESSAGE, command);
  }

  test.each([
    ['a frame', 'x'.repeat(20)],
    ['two frames', 'x'.repeat(100)],
    ['three frames', 'x'.repeat(194)],
    ['three frames, cut before characters of four bytes', '🙂'.repeat(48)],
  ])('of %s is whole, wherever it comes to lie behind others', (_, channel) => {
    for (let before = 0; before <= 45; before++) {
      const others = new Array<string>(before).fill('/x');
      const [heard, expected] = refusals(...others, `/join ${channel}`, '/x');
      expect(heard.equals(expected)).toBe(true);
    }
  });
});
