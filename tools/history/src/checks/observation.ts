import { type Story } from '../story';

/**
 * Something that a promise says something about. It held; or it did not, near a fault that excuses it; or it
 * did not, and is broken.
 */
export interface Observation {
  readonly at: number;
  readonly verdict: 'held' | 'excused' | 'broken';
  /** What was wrong, in a sentence, unless it held. */
  readonly what?: string;
}

/** A promise: all that a story shows of it. */
export type Check = (story: Story) => Iterable<Observation>;

export function held(at: number): Observation {
  return { at, verdict: 'held' };
}

export function wrong(at: number, excused: boolean, what: string): Observation {
  return { at, verdict: excused ? 'excused' : 'broken', what };
}
