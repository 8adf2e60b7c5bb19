import { type Story } from '../story';
import { excuses } from './excuse';
import { held, wrong, type Observation } from './observation';

/** Milliseconds that a server may look for an answer, and some. */
const PATIENCE = 15_000;

/** What is asked is answered, and no connection ends, unless something befalls. */
export function* answered(story: Story): Generator<Observation> {
  for (const { teller, call, at, answer } of story.asked) {
    const until = Math.min(at + PATIENCE, story.calm);
    if (answer !== undefined && answer !== 'cannot') yield held(at);
    else {
      const excused = excuses(story, { from: at, until }, [teller.server]);
      const how = answer === undefined ? 'no answer' : 'not been told';
      yield wrong(at, excused, `${teller.name} has got ${how} when it asked for ${call.kind}`);
    }
  }
  for (const { name, server, end } of story.tellers.values()) {
    if (end?.how !== 'by others') continue;
    const excused = excuses(story, { from: end.at, until: end.at }, [server]);
    yield wrong(end.at, excused, `${name}'s connection was ended`);
  }
}
