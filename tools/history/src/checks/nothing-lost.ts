import { type Said, type Stay, type Story } from '../story';
import { excuses, NEWS } from './excuse';
import { held, wrong, type Observation } from './observation';

/** What is said in a channel is heard by all others who are in it. On one server, no fault excuses a loss. */
export function* nothingLost(story: Story): Generator<Observation> {
  const listeners = new Map<string, Listener[]>();
  for (const stay of story.stays) {
    listeners.set(stay.channel, [...(listeners.get(stay.channel) ?? []), new Listener(stay)]);
  }
  for (const said of story.said) {
    for (const listener of listeners.get(said.channel) ?? []) {
      const { stay } = listener;
      if (!listener.mustHear(said)) continue;
      if (listener.heard(said)) {
        yield held(said.at);
        continue;
      }
      const [speaker, hearer] = [said.teller, stay.teller];
      const apart = speaker.server !== hearer.server;
      const span = { from: said.at, until: said.at + NEWS };
      const excused = apart && excuses(story, span, [speaker.server, hearer.server]);
      const what = `${hearer.name} has not heard ${speaker.name}'s ${said.number} of ${said.channel}`;
      yield wrong(said.at, excused, what);
    }
  }
}

/** A stay, and what was heard in it. */
class Listener {
  readonly #numbers = new Map<string, Set<number>>();
  readonly #last = new Map<string, number>();

  constructor(readonly stay: Stay) {
    for (const { from, number } of stay.heard) {
      this.#numbers.set(from, (this.#numbers.get(from) ?? new Set()).add(number));
      this.#last.set(from, Math.max(number, this.#last.get(from) ?? -1));
    }
  }

  heard({ teller, number }: Said): boolean {
    return this.#numbers.get(teller.name)?.has(number) ?? false;
  }

  /** It was there for long enough, or has heard what was said later. */
  mustHear({ teller, number, at }: Said): boolean {
    const { stay } = this;
    if (teller === stay.teller || at < stay.entered || at > stay.leaving) return false;
    return at + NEWS < stay.leaving || number < (this.#last.get(teller.name) ?? -1);
  }
}
