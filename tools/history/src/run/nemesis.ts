import { setTimeout as delay } from 'node:timers/promises';
import { type FaultKind } from '../history';
import { faults } from './faults';
import { type Random } from './random';
import { type Recorder } from './recorder';
import { type World } from './world';

/** How often something befalls, in milliseconds. */
export interface Pace {
  /** Between two faults, at least and at most. */
  readonly quiet: readonly [number, number];
  /** From the beginning of a fault to when its end begins. */
  readonly lasting: readonly [number, number];
}

/** One fault after the other until it is over; the last one ends, too. Each kind comes before one comes again. */
export async function haunt(
  world: World,
  recorder: Recorder,
  { random, kinds, pace, over }: Plan,
): Promise<void> {
  let deck: FaultKind[] = [];
  for (let fault = 0; ; fault++) {
    await delay(random.between(...pace.quiet));
    if (over.aborted) return;
    if (deck.length === 0) deck = [...kinds];
    const [kind] = deck.splice(random.between(0, Math.max(0, deck.length - 1)), 1);
    if (kind === undefined) continue;
    const { servers, begin, end } = faults[kind](world, random.between(0, 999));
    recorder.note({ type: 'fault began', fault, kind, servers });
    await begin();
    await delay(random.between(...pace.lasting));
    await end();
    recorder.note({ type: 'fault ended', fault });
  }
}

export interface Plan {
  readonly random: Random;
  readonly kinds: readonly FaultKind[];
  readonly pace: Pace;
  readonly over: AbortSignal;
}
