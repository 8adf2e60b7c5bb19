import { type Asked, type Story } from '../story';
import { faultsNear } from './excuse';
import { held, wrong, type Observation } from './observation';

/** A channel is created once; and none is there, for a create, a join or a list, that nobody has asked for. */
export function* oneWinner(story: Story): Generator<Observation> {
  const creates = new Map<string, Asked[]>();
  for (const asked of story.asked) {
    const { call } = asked;
    if (call.kind !== 'create') continue;
    creates.set(call.channel, [...(creates.get(call.channel) ?? []), asked]);
  }
  for (const [channel, tries] of creates) {
    const winners = tries.filter(({ answer }) => answer === 'ok');
    const [first, ...others] = winners;
    if (first !== undefined) yield held(first.answeredAt);
    for (const { teller, at, answeredAt } of others) {
      const what = `${teller.name} has created ${channel}, as ${first?.teller.name ?? ''} had`;
      const woken = faultsNear(story, at, answeredAt).some(({ kind }) => kind === 'broker paused');
      yield wrong(answeredAt, woken, what);
    }
  }
  for (const asked of story.asked) {
    for (const channel of seenBy(asked)) {
      const tries = creates.get(channel) ?? [];
      const known = tries.some((each) => each !== asked && each.at < asked.answeredAt);
      if (!known) {
        const what = `${asked.teller.name} has found ${channel}, which nobody had asked for`;
        yield wrong(asked.answeredAt, false, what);
      }
    }
  }
}

/** The channels that exist according to an answer. */
function seenBy({ call, answer, names }: Asked): readonly string[] {
  if (call.kind === 'list') return names;
  const seen = call.kind === 'join' ? answer === 'ok' : answer === 'exists';
  return seen ? [call.channel] : [];
}
