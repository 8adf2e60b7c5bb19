import { type Asked, type Story } from '../story';
import { faultsNear, OF_A_LINK, OF_THE_BROKER } from './excuse';
import { held, wrong, type Observation } from './observation';

/** No list and no join misses a channel whose creation was answered before. */
export function* nothingMissed(story: Story): Generator<Observation> {
  const creations = new Map<string, Asked>();
  for (const asked of story.asked) {
    const { call, answer } = asked;
    if (call.kind === 'create' && answer === 'ok') creations.set(call.channel, asked);
  }
  for (const asked of story.asked) {
    const { call, answer, answeredAt, teller } = asked;
    if (call.kind === 'create' || answer === undefined || answer === 'cannot') continue;
    const missed = missedBy(asked, creations);
    if (missed === undefined) {
      yield held(answeredAt);
      continue;
    }
    const [channel, creation] = missed;
    const what = `${teller.name}'s ${call.kind} misses ${channel}, which ${creation.teller.name} had created`;
    yield wrong(answeredAt, mayMiss(story, asked, creation), what);
  }
}

/** A channel, the first one of a list, whose creation was answered before the question. */
function missedBy(
  { call, at, answer, names }: Asked,
  creations: ReadonlyMap<string, Asked>,
): [string, Asked] | undefined {
  const before = (creation: Asked | undefined): creation is Asked =>
    creation !== undefined && creation.answeredAt < at;
  if (call.kind !== 'list') {
    const creation = creations.get(call.channel);
    return answer === 'missing' && before(creation) ? [call.channel, creation] : undefined;
  }
  const listed = new Set(names);
  return [...creations].find(([channel, creation]) => before(creation) && !listed.has(channel));
}

/** A server without a broker lists what it knows; a node of the broker that wakes knows what was. */
function mayMiss(story: Story, asked: Asked, creation: Asked): boolean {
  return (
    faultsNear(story, asked.at, asked.answeredAt).some(
      ({ kind, servers }) =>
        OF_THE_BROKER.includes(kind) ||
        (OF_A_LINK.includes(kind) && servers.includes(asked.teller.server)),
    ) ||
    faultsNear(story, creation.at, creation.answeredAt).some(({ kind }) => kind === 'broker paused')
  );
}
