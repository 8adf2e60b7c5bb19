import { type Stay, type Story } from '../story';
import { held, wrong, type Observation } from './observation';

/** Once it is calm, all servers agree on who is in each channel, and on which channels there are. */
export function* rosters(story: Story): Generator<Observation> {
  const here = story.stays.filter(({ left }) => left === Infinity);
  const speakers = new Set(
    story.said.filter(({ at }) => at >= story.calm).map(({ teller }) => teller.name),
  );
  for (const stay of here) {
    const others = here.filter(({ teller, channel }) => {
      return teller !== stay.teller && channel === stay.channel && speakers.has(teller.name);
    });
    yield* comparison(story, stay, new Set(others.map(({ teller }) => teller.name)));
  }
  yield* lists(story);
}

function* comparison(story: Story, stay: Stay, others: Set<string>): Generator<Observation> {
  const name = stay.teller.name;
  const heard = new Set(stay.heard.filter(({ at }) => at >= story.calm).map(({ from }) => from));
  for (const other of others) {
    if (heard.has(other)) yield held(story.calm);
    else
      yield wrong(story.calm, false, `${name} does not hear ${other}, who is in ${stay.channel}`);
  }
  const last = new Map(stay.notices.map(({ who, type }) => [who, type]));
  for (const [who, type] of last) {
    const isHere = others.has(who);
    const what = `for ${name}, ${who} has ${type}, and is ${isHere ? '' : 'not '}in ${stay.channel}`;
    yield isHere === (type === 'joined') ? held(story.calm) : wrong(story.calm, false, what);
  }
}

function* lists({ asked, calm }: Story): Generator<Observation> {
  const answers = asked.filter(({ call, at, answer }) => {
    return call.kind === 'list' && at >= calm && answer === 'ok';
  });
  const [first, ...others] = answers;
  if (first === undefined) return;
  for (const { teller, names, answeredAt } of others) {
    const same = names.join('\n') === first.names.join('\n');
    const what = `${teller.name} lists other channels than ${first.teller.name}`;
    yield same ? held(answeredAt) : wrong(answeredAt, false, what);
  }
}
