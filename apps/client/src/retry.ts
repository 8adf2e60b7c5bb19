/** Milliseconds before the first try, and before one at most. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/** Milliseconds that a connection has to last for the pauses to begin anew when it is lost. */
export const STEADY = 10_000;

/** What of a pause is left to chance, so that clients of one server do not come back all at once. */
const JITTER = 0.25;

/** The pauses before tries to connect again, in milliseconds: a second at first, and twice as long each time. */
export function* pauses(random: () => number = Math.random): Generator<number, never> {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    yield pause * (1 - JITTER * random());
  }
}
