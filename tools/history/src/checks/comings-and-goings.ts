import { type Stay, type Story } from '../story';
import { excuses, NEWS } from './excuse';
import { held, wrong, type Observation } from './observation';

/** Whoever comes into a channel, moves on or ends the connection is told of, once, to all who are there. */
export function* comingsAndGoings(story: Story): Generator<Observation> {
  for (const [stay, witness] of meetings(story)) {
    yield* told(story, { stay, witness, type: 'joined', from: stay.asked, sure: stay.entered });
    if (stay.how === 'moved' || stay.how === 'ended') {
      yield* told(story, { stay, witness, type: 'left', from: stay.leaving, sure: stay.left });
    }
  }
  yield* turns(story);
}

/** Whoever was on a server that died or was stopped has left, once, for all who are on others. */
export function* leftOnce(story: Story): Generator<Observation> {
  const deaths = story.faults.filter(
    ({ kind }) => kind === 'server killed' || kind === 'server stopped',
  );
  for (const [stay, witness] of meetings(story)) {
    const death = deaths.find(
      ({ from, servers }) =>
        stay.how === 'lost' &&
        servers.includes(stay.teller.server) &&
        from <= stay.left &&
        stay.left <= from + NEWS,
    );
    if (death === undefined || witness.teller.server === stay.teller.server) continue;
    yield* told(story, { stay, witness, type: 'left', from: death.from, sure: stay.left }, death);
  }
}

/** A stay, and that of another who was in the same channel at some time of it. */
function* meetings({ stays }: Story): Generator<[Stay, Stay]> {
  const inChannel = new Map<string, Stay[]>();
  for (const stay of stays) {
    inChannel.set(stay.channel, [...(inChannel.get(stay.channel) ?? []), stay]);
  }
  for (const stay of stays) {
    for (const witness of inChannel.get(stay.channel) ?? []) {
      if (witness.teller === stay.teller) continue;
      if (witness.entered < stay.left && stay.asked < witness.leaving) yield [stay, witness];
    }
  }
}

interface News {
  readonly stay: Stay;
  readonly witness: Stay;
  readonly type: 'joined' | 'left';
  /** When it may have happened, at the earliest and at the latest. */
  readonly from: number;
  readonly sure: number;
}

function* told(
  story: Story,
  { stay, witness, type, from, sure }: News,
  ownFault?: Story['faults'][number],
): Generator<Observation> {
  // Who came or went in the same moment need not have been there.
  if (!(witness.entered < from && witness.leaving > sure + NEWS)) return;
  const who = stay.teller.name;
  const again = story.tellers
    .get(who)
    ?.stays.find(({ channel, asked }) => channel === stay.channel && asked > stay.asked);
  const notices = witness.notices.filter(
    (notice) => notice.type === type && notice.who === who && notice.at >= from,
  );
  const [first] = notices;
  // A leave may be told when the one who left has long asked to come back.
  const until =
    type === 'joined'
      ? Math.min(sure + NEWS, stay.leaving)
      : Math.max(again?.asked ?? Infinity, first?.at ?? from);
  const times = notices.filter(({ at }) => at <= until).length;
  const inTime = first !== undefined && first.at <= sure + NEWS;
  if (times === 1 && inTime) {
    yield held(sure);
    return;
  }
  if (type === 'joined' && stay.leaving < sure + NEWS && times <= 1) return;
  const others = { ...story, faults: story.faults.filter((fault) => fault !== ownFault) };
  const servers = [stay.teller.server, witness.teller.server];
  const apart = servers[0] !== servers[1];
  const excused = apart && excuses(others, { from, until: sure + NEWS }, servers);
  const count = times === 1 ? 'late' : `${times} times`;
  yield wrong(sure, excused, `${witness.teller.name} hears ${count} that ${who} has ${type}`);
}

/** Nobody joins who is there, and nobody leaves who is not: no fault excuses that. */
function* turns({ stays }: Story): Generator<Observation> {
  for (const { teller, channel, notices } of stays) {
    const last = new Map<string, 'joined' | 'left'>();
    for (const { at, type, who } of notices) {
      if (last.get(who) === type || who === teller.name) {
        yield wrong(at, false, `${teller.name} hears twice that ${who} has ${type}, in ${channel}`);
      } else yield held(at);
      last.set(who, type);
    }
  }
}
