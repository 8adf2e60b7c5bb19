import { checks, type CheckName } from './checks';
import { storyOf } from './story';
import { Planted } from './testing/planted';
import { Verdict } from './verdict';

/** Ann on one server has created the tea room; Ben on another has come into it. */
function tea(): Planted {
  return new Planted()
    .enters('ann', 0)
    .enters('ben', 1)
    .creates('ann', 'tea')
    .joins('ben', 'tea')
    .tells('joined', 'ben', 'ann')
    .says('ann', 'tea', 'ben')
    .says('ben', 'tea', 'ann')
    .lists('ben', 'tea')
    .wait(20_000);
}

/** All is over, and both hear each other. */
function end(planted: Planted): Planted {
  return planted.wait(20_000).calm().says('ann', 'tea', 'ben').says('ben', 'tea', 'ann');
}

/** The checks that refuse a history. */
function refusedBy({ history }: Planted): CheckName[] {
  const story = storyOf(history);
  return (Object.keys(checks) as CheckName[]).filter((name) =>
    Array.from(checks[name](story)).some(({ verdict }) => verdict === 'broken'),
  );
}

test.each<[string, Planted]>([
  ['a chat in which nothing befalls', end(tea())],
  [
    'a room that two want at once, and one gets',
    end(tea().enters('cem', 2).creates('cem', 'tea', 'exists').lists('cem', 'tea')),
  ],
  [
    'a message that is on its way when its hearer leaves',
    end(tea().enters('cem', 2).joins('cem', 'tea').tells('joined', 'cem', 'ann', 'ben'))
      .says('ann', 'tea', 'ben')
      .ends('cem')
      .tells('left', 'cem', 'ann', 'ben'),
  ],
  [
    'a message of the old room that is heard while one moves',
    end(
      tea()
        .enters('cem', 2)
        .joins('cem', 'tea')
        .tells('joined', 'cem', 'ann', 'ben')
        .asks('cem', { kind: 'create', channel: 'pie' })
        .says('ann', 'tea', 'ben', 'cem')
        .isAnswered('cem', 'ok')
        .tells('left', 'cem', 'ann', 'ben'),
    ),
  ],
  [
    'a leave that is told when the one who left has asked to come back',
    end(
      tea()
        .enters('cem', 2)
        .joins('cem', 'tea')
        .tells('joined', 'cem', 'ann', 'ben')
        .creates('cem', 'pie')
        .tells('left', 'cem', 'ann')
        .asks('cem', { kind: 'join', channel: 'tea' })
        .tells('left', 'cem', 'ben')
        .isAnswered('cem', 'ok')
        .tells('joined', 'cem', 'ann', 'ben')
        .ends('cem')
        .tells('left', 'cem', 'ann', 'ben'),
    ),
  ],
  [
    'a server that is killed, whose members leave once, in time',
    tea()
      .befalls('server killed', 1)
      .ends('ben', 'by others')
      .wait(4500)
      .tells('left', 'ben', 'ann')
      .passes(),
  ],
  [
    'who was there before one came, and leaves',
    end(tea())
      .enters('cem', 2)
      .joins('cem', 'tea')
      .tells('joined', 'cem', 'ann', 'ben')
      .ends('cem')
      .tells('left', 'cem', 'ann', 'ben')
      .wait(20_000),
  ],
])('%s is as it should be', (_, planted) => {
  expect(refusedBy(planted)).toEqual([]);
});

test.each<[CheckName, string, Planted]>([
  [
    'one winner per create',
    'two create one room',
    end(
      tea()
        .enters('cem', 1)
        .creates('cem', 'tea')
        .ends('cem')
        .tells('joined', 'cem', 'ann', 'ben')
        .tells('left', 'cem', 'ann', 'ben'),
    ),
  ],
  [
    'one winner per create',
    'a room is listed that nobody has asked for',
    end(tea().lists('ann', 'pie', 'tea')),
  ],
  [
    'one winner per create',
    'a room exists before anybody has asked for it',
    end(tea().creates('ann', 'pie', 'exists')),
  ],
  ['no answered create missed', 'a list misses a room', end(tea().lists('ben'))],
  [
    'no answered create missed',
    'a join misses a room',
    end(tea().enters('cem', 2).joins('cem', 'tea', 'missing')),
  ],
  [
    'in order, none twice',
    'the second message comes first',
    end(
      tea()
        .says('ann', 'tea')
        .says('ann', 'tea')
        .hears('ben', 'ann', 'tea', 2)
        .hears('ben', 'ann', 'tea', 1),
    ),
  ],
  ['in order, none twice', 'a message comes twice', end(tea().says('ann', 'tea', 'ben', 'ben'))],
  [
    'none from another channel',
    'a message comes into another room',
    end(tea().enters('cem', 2).creates('cem', 'pie').says('cem', 'pie', 'ann')),
  ],
  [
    'none from another channel',
    'a message comes to who is nowhere',
    end(tea().enters('cem', 2).says('ann', 'tea', 'ben', 'cem')),
  ],
  [
    'none from another channel',
    'one hears what nobody said',
    end(tea()).hears('ben', 'ann', 'tea', 7),
  ],
  ['none from another channel', 'one hears oneself', end(tea().says('ann', 'tea', 'ben', 'ann'))],
  ['none lost', 'a message never comes', end(tea().says('ann', 'tea'))],
  [
    'none from another channel',
    'a server has forgotten where one is',
    end(tea()).gets(
      'ben',
      'Not currently in any channel. Must join a channel before sending messages.',
    ),
  ],
  [
    'none lost',
    'a message is left out, and its hearer leaves',
    tea().says('ann', 'tea').says('ann', 'tea', 'ben').ends('ben').tells('left', 'ben', 'ann'),
  ],
  [
    'none lost',
    'a message on one server is lost while the broker is gone',
    end(
      tea()
        .enters('cem', 1)
        .joins('cem', 'tea')
        .tells('joined', 'cem', 'ann', 'ben')
        .wait(20_000)
        .befalls('broker killed', 0, 1, 2)
        .says('ben', 'tea')
        .passes()
        .wait(20_000)
        .ends('cem')
        .tells('left', 'cem', 'ann', 'ben'),
    ),
  ],
  [
    'left once, of dead servers',
    'who was on a dead server never leaves',
    tea().befalls('server killed', 0).ends('ann', 'by others').wait(20_000).passes(),
  ],
  [
    'left once, of dead servers',
    'who was on a dead server leaves late',
    tea()
      .befalls('server killed', 0)
      .ends('ann', 'by others')
      .wait(9000)
      .tells('left', 'ann', 'ben')
      .passes(),
  ],
  [
    'comings and goings',
    'one comes, and another is not told',
    end(
      tea()
        .enters('cem', 2)
        .joins('cem', 'tea')
        .tells('joined', 'cem', 'ann')
        .wait(20_000)
        .ends('cem')
        .tells('left', 'cem', 'ann', 'ben'),
    ),
  ],
  [
    'comings and goings',
    'one is told twice that another has come',
    end(tea().tells('joined', 'ben', 'ann')),
  ],
  [
    'comings and goings',
    'one goes, and another is not told',
    end(
      tea()
        .enters('cem', 2)
        .joins('cem', 'tea')
        .tells('joined', 'cem', 'ann')
        .ends('cem')
        .tells('left', 'cem', 'ann')
        .wait(1),
    ),
  ],
  [
    'rosters equal',
    'one is heard by some only, once it is calm',
    tea().befalls('link cut', 1).passes().calm().says('ann', 'tea', 'ben').says('ben', 'tea'),
  ],
  [
    'rosters equal',
    'one who has gone stays on a list',
    tea()
      .befalls('server paused', 2)
      .enters('cem', 2)
      .joins('cem', 'tea')
      .tells('joined', 'cem', 'ann', 'ben')
      .ends('cem')
      .tells('left', 'cem', 'ben')
      .passes()
      .calm()
      .says('ann', 'tea', 'ben')
      .says('ben', 'tea', 'ann'),
  ],
  [
    'rosters equal',
    'two servers list other rooms',
    end(tea().befalls('broker restarted', 0, 1, 2).creates('ann', 'pie', 'cannot').passes())
      .lists('ann', 'pie', 'tea')
      .lists('ben', 'tea'),
  ],
  [
    'calls answered',
    'a server cannot answer, though nothing befell',
    end(tea().creates('ann', 'pie', 'cannot')),
  ],
  [
    'calls answered',
    'a connection ends, though nothing befell',
    end(tea().enters('cem', 2).ends('cem', 'by others')),
  ],
])('"%s", and no other check, refuses that %s', (name, _, planted) => {
  expect(refusedBy(planted)).toEqual([name]);
});

test('what a fault excuses is counted apart, beside that fault', () => {
  const verdict = new Verdict();
  verdict.add(end(tea().befalls('link cut', 1).says('ann', 'tea').passes()).history);
  expect(verdict.broken).toEqual([]);
  expect(verdict.toString()).toMatchSnapshot();
});

test('what nothing excuses is told, with its time', () => {
  const verdict = new Verdict();
  verdict.add(end(tea().says('ann', 'tea')).history);
  expect(verdict.broken).toEqual(["none lost: ben has not heard ann's 1 of tea, at 21.300 s"]);
});
