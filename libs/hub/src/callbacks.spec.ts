import { Hub } from './index';
import { Room, thrownBy, type Peer } from './testing/room';

function three(room: Room): [Peer, Peer, Peer] {
  return room.channel('c', 'Alice', 'Bob', 'Carol') as [Peer, Peer, Peer];
}

describe('a link that throws', () => {
  test('harms no other, and is told to who ends the turn', () => {
    const room = new Room();
    const [alice, bob, carol] = three(room);
    const fault = new Error('broken');
    bob.deliver = () => {
      throw fault;
    };
    for (const text of ['1', '2']) {
      alice.say(text);
      expect(() => room.endTurn()).toThrow(fault);
    }
    expect(carol.heard).toEqual(['[Alice] 1', '[Alice] 2']);
  });

  test('is told with the others that did', () => {
    const room = new Room();
    const [alice, bob, carol] = three(room);
    const faults = [new Error('broken'), new Error('also broken')];
    [bob, carol].forEach((peer, index) => {
      peer.deliver = () => {
        throw faults[index] ?? new Error();
      };
    });
    alice.say('1');
    const error = thrownBy(() => room.endTurn());
    expect(error).toBeInstanceOf(AggregateError);
    expect(error).toMatchObject({ errors: faults });
  });

  test('at its end does not keep others from theirs', () => {
    const room = new Room();
    const [alice, bob, carol] = three(room);
    bob.end = () => {
      throw new Error('broken');
    };
    for (const peer of [bob, carol]) peer.member.disconnect();
    expect(() => room.endTurn()).toThrow('broken');
    expect(carol.ended).toBe(1);
    expect(alice.heard).toEqual(['Bob has left', 'Carol has left']);
  });
});

describe('a link that calls back', () => {
  test('disconnects its member when everybody has been served', () => {
    const room = new Room();
    const [alice, bob, carol] = three(room);
    bob.deliver = () => {
      bob.member.disconnect();
    };
    alice.say('1');
    room.endTurn();
    room.endTurn();
    expect(carol.heard).toEqual(['[Alice] 1', 'Bob has left']);
    expect(alice.heard).toEqual(['Bob has left']);
    expect(bob.ended).toBe(1);
  });

  test('cannot give the hub a frame, and nothing has changed', () => {
    const room = new Room();
    const [alice, bob, carol] = three(room);
    const deliver = bob.deliver.bind(bob);
    bob.deliver = (views) => {
      deliver(views);
      expect(thrownBy(() => bob.say('echo'))).toMatchObject({ code: 'ERR_DELIVERING' });
    };
    alice.say('1');
    room.endTurn();
    bob.deliver = deliver;
    bob.say('2');
    room.endTurn();
    expect(carol.heard).toEqual(['[Alice] 1', '[Bob] 2']);
    expect(bob.heard).toEqual(['[Alice] 1']);
  });

  test('may flush again, and everything is delivered once', () => {
    let flush = (): void => undefined;
    const room = new Room({
      schedule: (given) => {
        flush = given;
      },
    });
    const [alice, bob, carol] = three(room);
    flush();
    for (const peer of [alice, bob, carol]) peer.deliveries.length = 0;
    const deliver = bob.deliver.bind(bob);
    bob.deliver = (views) => {
      deliver(views);
      flush();
    };
    alice.say('1');
    flush();
    flush();
    alice.say('2');
    flush();
    expect([bob.heard, carol.heard]).toEqual([
      ['[Alice] 1', '[Alice] 2'],
      ['[Alice] 1', '[Alice] 2'],
    ]);
  });
});

describe('a schedule', () => {
  test('that runs at once ends the turn with each call', () => {
    const room = new Room({
      schedule: (flush) => {
        flush();
      },
    });
    const [alice, bob] = three(room);
    alice.say('1');
    expect(bob.heard).toEqual(['[Alice] 1']);
    alice.say('2');
    alice.member.disconnect();
    expect(bob.heard).toEqual(['[Alice] 1', '[Alice] 2', 'Alice has left']);
  });

  test('that throws is asked again, and nothing is lost', () => {
    let broken = false;
    let flush = (): void => undefined;
    const room = new Room({
      schedule: (given) => {
        if (broken) throw new Error('not now');
        flush = given;
      },
    });
    const [alice, bob] = three(room);
    flush();
    bob.deliveries.length = 0;
    broken = true;
    expect(() => alice.say('1')).toThrow('not now');
    broken = false;
    alice.say('2');
    alice.say('/list');
    flush();
    expect(bob.heard).toEqual(['[Alice] 1', '[Alice] 2']);
  });

  test('is called as a function, as those of browsers have to be', () => {
    const receivers: unknown[] = [];
    const hub = new Hub({
      schedule: function (this: unknown) {
        receivers.push(this);
      },
    });
    hub.connect({ deliver: () => undefined, end: () => undefined }).disconnect();
    expect(receivers).toEqual([undefined]);
  });
});
