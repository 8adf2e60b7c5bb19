import { AssertionError } from 'node:assert';
import { inspect, stripVTControlCharacters, types } from 'node:util';
import { type Habit } from '../roots/habits';
import { bare } from '../roots/reading';
import { Mismatch } from './mismatch';
import { quote } from './quote';
import { type Failure } from './result';
import { type StartedPrograms } from '../running/started-programs';
import { tail } from './tail';
import { type Trace } from './trace';

/** Characters of a message, or of what was expected or came, that a report shows. */
const LENGTH = 2000;

/** What is reported of a check that threw this. */
export function failureOf(
  error: unknown,
  { witness }: StartedPrograms,
  trace: Trace,
  cause: string | undefined,
  habits: readonly Habit[] = [],
): Failure {
  const root = habits.find((habit) => comesOf(habit, error))?.title;
  const steps = trace.lines;
  const stderr = plain(tail(witness?.stderr ?? ''));
  const likely = causeOf(error, witness?.crash, cause);
  return {
    ...storyOf(error),
    ...(steps.length > 0 && { steps }),
    ...(root !== undefined && { root }),
    ...(likely !== undefined && { cause: likely }),
    ...(likely === DIED_OF_SIGPIPE && { causeSeen: true as const }),
    ...(witness?.crash !== undefined && { crash: witness.crash }),
    ...(stderr !== '' && { stderr }),
  };
}

const DIED_OF_SIGPIPE =
  'your program sends to somebody who has gone, and the signal that this brings ends it. Ignore SIGPIPE; what sends then returns an error.';

/** Whether a failure would not be one if the program had not this habit. */
function comesOf({ undo, shows }: Habit, error: unknown): boolean {
  if (!(error instanceof Mismatch)) return false;
  if (shows?.test(`${error.message} ${error.received}`) === true) return true;
  if (undo === undefined || error.bytes === undefined) return false;
  const { expected, received } = error.bytes;
  return received.some((bytes) => {
    const undone = undo(bytes);
    return undone !== undefined && bare(undone) === bare(expected);
  });
}

/** A program that a signal has killed does not fail for the reason that others do. */
function causeOf(
  error: unknown,
  crash: string | undefined,
  cause: string | undefined,
): string | undefined {
  if (crash === 'died of SIGPIPE') return DIED_OF_SIGPIPE;
  if (crash?.startsWith('died of ') === true) return undefined;
  return (error instanceof Mismatch ? error.likelyCause : undefined) ?? cause;
}

function storyOf(error: unknown): Failure {
  const message = plain(types.isNativeError(error) ? error.message : String(error));
  if (error instanceof Mismatch) {
    const { expected, received, hex } = error;
    return {
      message,
      expected: plain(expected),
      received: plain(received),
      ...(hex !== undefined && { hex }),
    };
  }
  if (!(error instanceof AssertionError) || !COMPARISONS.has(error.operator)) return { message };
  return {
    message: error.generatedMessage ? 'The check found something else than it should' : message,
    expected: shown(error.expected),
    received: shown(error.actual),
  };
}

/** The assertions that say what they expect. */
const COMPARISONS = new Set(['strictEqual', 'deepStrictEqual', 'match']);

function shown(value: unknown): string {
  if (typeof value === 'string') return quote(Buffer.from(value));
  return plain(inspect(value, { maxArrayLength: 10, maxStringLength: 200 }));
}

/** Without colours, which assertions and programs may use, and not too long. */
function plain(text: string): string {
  const colourless = stripVTControlCharacters(text);
  if (colourless.length <= LENGTH) return colourless;
  return `${colourless.slice(0, LENGTH / 2)} … ${colourless.slice(-LENGTH / 2)}`;
}
