import { type Story } from '../story';
import { held, wrong, type Observation } from './observation';

/** What one says is heard in the order in which it was said, and none of it twice. */
export function* inOrder({ tellers }: Story): Generator<Observation> {
  for (const { name, heard } of tellers.values()) {
    const last = new Map<string, number>();
    for (const { at, from, number } of heard) {
      const before = last.get(from) ?? -1;
      if (number > before) yield held(at);
      else yield wrong(at, false, `${name} hears ${from}'s ${number} after ${before}`);
      last.set(from, Math.max(number, before));
    }
  }
}
