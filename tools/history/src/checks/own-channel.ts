import { type Story } from '../story';
import { held, wrong, type Observation } from './observation';

/** What one hears was said, by another, in the channel that one is in; and nothing else comes. */
export function* ownChannel({ tellers, said }: Story): Generator<Observation> {
  const spoken = new Set(said.map((each) => keyOf(each.teller.name, each)));
  for (const { name, heard, odd } of tellers.values()) {
    for (const { at, text } of odd) yield wrong(at, false, `${name} gets, unasked: ${text}`);
    for (const each of heard) {
      const { at, from, channel, number, places } = each;
      const what = `${name}, in ${places.join(' or ') || 'no channel'}, hears ${from}'s ${number} of ${channel}`;
      const right = from !== name && places.includes(channel) && spoken.has(keyOf(from, each));
      yield right ? held(at) : wrong(at, false, what);
    }
  }
}

function keyOf(from: string, { channel, number }: { channel: string; number: number }): string {
  return `${from} ${channel} ${number}`;
}
