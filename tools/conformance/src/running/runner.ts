import { availableParallelism } from 'node:os';
import { type Check } from '../check';
import { failureOf } from '../report/failure';
import { NO_HABITS, type Habit, type Habits } from '../roots/habits';
import type { Patience } from './patience';
import { Reading } from '../roots/reading';
import { type Result } from '../report/result';
import { refusalIn } from './refusal';
import { StartedPrograms } from './started-programs';
import { Trace } from '../report/trace';
import { unlessStopped } from './unless-stopped';
import { within } from './within';

/** A check that knows the program it is to be run with. */
export interface ReadyCheck extends Omit<Check<never>, 'run'> {
  readonly run: () => Promise<void>;
  /** What is known of the program by the time that the check begins. */
  readonly habits?: () => Habits;
}

/** A program, and what is known of it. */
interface Known {
  readonly habits: Habits;
  readonly patience: Patience;
}

export function readyFor<Subject extends Known>(
  subject: Subject,
  checks: readonly Check<Subject>[],
): ReadyCheck[] {
  const { patience } = subject;
  return checks.map((check) => ({
    ...check,
    habits: () => subject.habits,
    run: () => {
      if (subject.habits.found.some(({ silent }) => silent === true)) patience.despair();
      return patience.during(() => check.run(subject));
    },
  }));
}

export interface RunOptions {
  /** How many checks run at a time: most of a check is waiting, so more than there are cores. */
  readonly jobs?: number;
  /** Milliseconds after which a check has failed. */
  readonly limit?: number;
  /** Ends what runs, and keeps the rest from beginning. */
  readonly stop?: AbortSignal;
}

/** Time enough for every check, on a busy machine; in milliseconds. */
export const CHECK_LIMIT = 60_000;

/** How long killed programs may take to be gone, in milliseconds. */
const KILL_LIMIT = 5000;

/**
 * Runs checks: each `must` before the rest, and of these the slow ones first; those that are to be alone one by
 * one when all others are done.
 *
 * @returns what comes of each check, in the order of the checks; none of these is rejected
 */
export function runChecks(
  checks: readonly ReadyCheck[],
  { jobs = 2 * availableParallelism(), limit = CHECK_LIMIT, stop }: RunOptions = {},
): Promise<Result>[] {
  const enter = gate(jobs);
  const results = new Map<ReadyCheck, Promise<Result>>();
  const together = checks.filter(({ alone }) => alone !== true);
  for (const check of together.toSorted((one, other) => turn(one) - turn(other))) {
    results.set(
      check,
      enter().then(async (leave) => runCheck(check, limit, stop).finally(leave)),
    );
  }
  let before: Promise<unknown> = Promise.all(results.values());
  return checks.map((check) => {
    const begun = results.get(check);
    if (begun !== undefined) return begun;
    const result = before.then(() => runCheck(check, limit, stop));
    before = result;
    return result;
  });
}

/** Of two checks, the one with the lower begins first. */
function turn({ level, slow }: ReadyCheck): number {
  return (level === 'must' ? 0 : 2) + (slow === true ? 0 : 1);
}

/** Lets so many in at a time, in the order in which they come; each calls what it got to leave. */
function gate(places: number): () => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let free = places;
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  };
  return async () => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return leave;
  };
}

async function runCheck(check: ReadyCheck, limit: number, stop?: AbortSignal): Promise<Result> {
  const { id, level, statement, says, restsOn, cause, orElse } = check;
  const about = {
    ...{ id, level, statement },
    ...(says !== undefined && { says }),
    ...(restsOn !== undefined && { restsOn }),
    ...(orElse !== undefined && { orElse }),
  };
  if (isStopped(stop)) return { check: about, durationMs: 0, unjudged: true };
  const programs = new StartedPrograms();
  const trace = new Trace();
  const complaint = `The check took longer than ${limit} ms`;
  const start = performance.now();
  const reading = readingFor(check);
  const error = await programs
    .during(() =>
      trace.during(() =>
        reading.during(() => within(limit, complaint, unlessStopped(check.run(), stop))),
      ),
    )
    .then(
      () => undefined,
      (reason: unknown) => ({ reason }),
    );
  const durationMs = Math.round(performance.now() - start);
  // A program that has fled its group cannot be waited for: the next check has to go on.
  await within(KILL_LIMIT, 'The program survived', programs.kill()).catch(() => undefined);
  const unjudged = { check: about, durationMs, unjudged: true } as const;
  if (error !== undefined && isStopped(stop)) return unjudged;
  const refusal = refusalIn(error?.reason);
  if (refusal !== undefined) return { ...unjudged, refusal };
  if (error !== undefined) {
    return {
      check: about,
      durationMs,
      failure: failureOf(error.reason, programs, trace, cause, unforgiven(check)),
    };
  }
  const forgiven = [...reading.forgiven];
  return { check: about, durationMs, ...(forgiven.length > 0 && { forgiven }) };
}

/** What is the business of other checks is forgiven in a `must`; of a check's own sentence, nothing. */
function readingFor({ level, exact, habits = () => NO_HABITS }: ReadyCheck): Reading {
  const { fence, found } = habits();
  const forgiven = found.filter(({ about }) => about !== exact);
  return new Reading(level === 'must', { found: forgiven, ...(fence && { fence }) });
}

/** The habits of which a failure may come: those that are forgiven here were none of its reasons. */
function unforgiven({ exact, habits = () => NO_HABITS }: ReadyCheck): Habit[] {
  return habits().found.filter(
    ({ about, cut, oneByOne, redo }) =>
      about === exact || (cut === undefined && oneByOne !== true && redo === undefined),
  );
}

function isStopped(stop: AbortSignal | undefined): boolean {
  return stop?.aborted === true;
}
