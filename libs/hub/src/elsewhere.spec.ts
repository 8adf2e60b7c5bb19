import { encodeFrames } from '@chat/framing';
import { SERVER_CANNOT_ANSWER } from '@chat/protocol';
import type { Hub } from './index';
import { Later } from './testing/later';
import { Peer, PullingPeer, Room, thrownBy } from './testing/room';

/** A peer that is told when it is to go on. */
class WaitingPeer extends Peer {
  ready = jest.fn();
}

function together(): { later: Later; room: Room; hub: Hub } {
  const later = new Later();
  const room = new Room({ elsewhere: later });
  return { later, room, hub: room.hub };
}

/** A member in a channel that it has created. */
function created(later: Later, hub: Hub, channel: string, name: string): WaitingPeer {
  const peer = new WaitingPeer(hub);
  peer.say(name);
  peer.say(`/create ${channel}`);
  while (later.questions.length > 0) later.answer();
  return peer;
}

/** Ann and Ben in the channel a, in whose turn Ben has come. */
function inOneChannel() {
  const { later, room, hub } = together();
  const ann = created(later, hub, 'a', 'Ann');
  const ben = created(later, hub, 'b', 'Ben');
  ben.say('/join a');
  later.answer();
  return { later, room, hub, ann, ben };
}

describe('a member whose command waits', () => {
  test('goes on when it is answered, and hears its channel meanwhile', () => {
    const { later, room, ann, ben } = inOneChannel();
    ann.say('/join b');
    expect(ann.member).toMatchObject({ waiting: true, unanswered: true });
    expect(thrownBy(() => ann.say('too early'))).toMatchObject({ code: 'ERR_MEMBER_WAITING' });
    ben.say('meanwhile');
    ann.ready.mockClear();
    later.answer();
    expect(ann.ready).toHaveBeenCalledTimes(1);
    expect(ann.member).toMatchObject({ waiting: false, unanswered: false });
    ben.say('later');
    room.endTurn();
    expect(ann.heard).toEqual(['Ben has joined', '[Ben] meanwhile']);
    expect(ben.heard).toEqual(['Ann has left']);
  });

  test('is told if nobody can answer, and nothing has changed (rule 13)', () => {
    const { later, room, ann, ben } = inOneChannel();
    for (const command of ['/create c', '/join c', '/list']) {
      ben.say(command);
      later.answer(0, 'unreachable');
    }
    ben.say('still here');
    room.endTurn();
    expect(ben.heard).toEqual(Array(3).fill(SERVER_CANNOT_ANSWER));
    expect(ann.heard).toEqual(['Ben has joined', '[Ben] still here']);
  });

  test('may be answered at once, and then has never waited', () => {
    const { later, room, hub } = together();
    jest.spyOn(later, 'list').mockImplementation((asker) => {
      asker.answered('yes');
    });
    const ann = created(later, hub, 'a', 'Ann');
    ann.ready.mockClear();
    ann.say('/list');
    expect(ann.member.waiting).toBe(false);
    expect(ann.ready).not.toHaveBeenCalled();
    room.endTurn();
    expect(ann.heard).toEqual(['a']);
  });

  test('waits on, if its peer has to take the answer first', () => {
    const { later, room, hub } = together();
    for (let index = 0; index < 5000; index++) later.createElsewhere(`${index}`.padStart(99, '0'));
    const ann = new PullingPeer(hub);
    ann.say('Ann');
    ann.say('/list');
    later.answer();
    expect(ann.member).toMatchObject({ waiting: true, unanswered: false });
    room.endTurn();
    expect(ann.ready).not.toHaveBeenCalled();
    while (ann.takePortion());
    expect(ann.ready).toHaveBeenCalledTimes(1);
  });

  test('and is gone, is not there when the answer comes', () => {
    const { later, room, hub } = together();
    const ann = created(later, hub, 'a', 'Ann');
    const ben = created(later, hub, 'b', 'Ben');
    ben.say('/join a');
    ben.member.disconnect();
    later.answer();
    room.endTurn();
    expect(ann.heard).toEqual([]);
    expect(ben.ended).toBe(1);
  });

  test('is dismissed with the others when the hub closes', () => {
    const { later, room, hub } = together();
    const ann = created(later, hub, 'a', 'Ann');
    ann.say('/create b');
    hub.close();
    later.answer();
    room.endTurn();
    expect([ann.ended, ann.heard, later.questions]).toEqual([1, [], []]);
  });
});

describe('a channel that an operator removes', () => {
  test('is left by one after another, and nobody is in it', () => {
    const { later, room, hub, ann, ben } = inOneChannel();
    room.endTurn();
    later.told.length = 0;
    later.remove('a');
    ben.say('anybody?');
    room.endTurn();
    expect(ann.heard).toEqual(['Ben has joined']);
    expect(ben.heard).toEqual([
      'Ann has left',
      expect.stringContaining('Not currently in any channel'),
    ]);
    expect(hub.channelCount).toBe(1);
    expect(later.told).toMatchObject([{ happenings: [{ type: 'left' }, { type: 'left' }] }]);
  });

  test('is not there for who was about to join it', () => {
    const { later, room, hub } = together();
    const ann = created(later, hub, 'a', 'Ann');
    const ben = created(later, hub, 'b', 'Ben');
    ben.say('/join a');
    later.remove('a');
    later.answer();
    room.endTurn();
    expect(ben.heard).toEqual(["No channel named a exists. Try '/create a'?"]);
    expect(ann.heard).toEqual([]);
  });
});

describe('while too much waits for the others', () => {
  test('all wait who would say something, and hear what is said elsewhere', () => {
    const { later, room, hub } = together();
    const ann = created(later, hub, 'a', 'Ann');
    later.congested = true;
    expect(ann.member).toMatchObject({ waiting: true, unanswered: false });
    later.here.said('a', Buffer.from('[Eve] hello'.padEnd(200)));
    room.endTurn();
    expect(ann.heard).toEqual(['[Eve] hello']);
    ann.ready.mockClear();
    later.congested = false;
    later.here.relieved();
    expect(ann.ready).toHaveBeenCalledTimes(1);
    expect(ann.member.waiting).toBe(false);
  });
});

describe('what happens in a turn', () => {
  const said = (text: string): { type: string; frames: Uint8Array }[] => [
    { type: 'said', frames: Buffer.from(text.padEnd(200)) },
  ];

  test('is told to other hubs before the members here are served', () => {
    const { later, room, ann, ben } = inOneChannel();
    room.endTurn();
    const order: string[] = [];
    jest.spyOn(later, 'deliver').mockImplementation(() => order.push('elsewhere'));
    jest.spyOn(ann, 'deliver').mockImplementation(() => order.push('here'));
    ben.say('hello');
    room.endTurn();
    expect(order).toEqual(['elsewhere', 'here']);
  });

  test('may be told before the turn is over, and is told once', () => {
    const later = new Later();
    let tell: (() => void) | undefined;
    let flush = (): void => undefined;
    const room = new Room({
      elsewhere: later,
      schedule: (...given) => {
        [flush, tell] = given;
      },
    });
    const ann = created(later, room.hub, 'a', 'Ann');
    const ben = created(later, room.hub, 'b', 'Ben');
    ben.say('/join a');
    later.answer();
    flush();
    later.told.length = 0;
    ben.say('one\ntwo');
    tell?.();
    expect(later.told).toEqual([{ channel: 'a', happenings: said('[Ben] one two') }]);
    later.here.said('a', Buffer.from('[Eve] hello'.padEnd(200)));
    ben.say('three');
    flush();
    ben.say('four');
    flush();
    expect(later.told.slice(1)).toEqual([
      { channel: 'a', happenings: said('[Ben] three') },
      { channel: 'a', happenings: said('[Ben] four') },
    ]);
    expect(ann.heard.slice(1)).toEqual([
      '[Ben] one two',
      '[Eve] hello',
      '[Ben] three',
      '[Ben] four',
    ]);
  });

  test('is told early to nobody if the hub is alone', () => {
    const schedule = jest.fn();
    new Room({ schedule }).connect('Ann').say('/list');
    expect(schedule.mock.calls).toEqual([[expect.any(Function)]]);
  });
});

describe('other hubs that throw', () => {
  test('keep nothing from the members here', () => {
    const { later, room, ann, ben } = inOneChannel();
    room.endTurn();
    jest.spyOn(later, 'deliver').mockImplementation(() => {
      throw new Error('broken');
    });
    ben.say('hello');
    expect(() => room.endTurn()).toThrow('broken');
    expect(ann.heard).toEqual(['Ben has joined', '[Ben] hello']);
  });
});

test('what others say while they are told is delivered, if each call is a turn of its own', () => {
  const later = new Later();
  const { hub } = new Room({
    elsewhere: later,
    schedule: (flush) => {
      flush();
    },
  });
  const ann = created(later, hub, 'a', 'Ann');
  const ben = created(later, hub, 'b', 'Ben');
  jest.spyOn(later, 'deliver').mockImplementationOnce(() => {
    later.here.said('b', encodeFrames('[Eve] hello'));
  });
  ann.say('is anybody there?');
  expect(ben.heard).toEqual(['[Eve] hello']);
});
