import { type Matter } from './roots/habits';

/**
 * How firm a rule is: `must`, the assignment says so in words; `should`, decided from how implementations
 * behave; `robust`, what faults a program has to survive.
 */
export type Level = 'must' | 'should' | 'robust';

/** One black-box check of a program, which passes by returning and fails by throwing. */
export interface Check<Subject> {
  /** `S-10.2`: server check 2 of rule 10 of docs/protocol.md. Client checks begin with `C-`. */
  readonly id: string;
  readonly level: Level;
  /** One line that says what a right program does. */
  readonly statement: string;
  /** Of a `must`, the sentence of the assignment that it is about. */
  readonly says?: string;
  /** What it is about to the letter: habits that are about the same are not forgiven here. */
  readonly exact?: Matter;
  /** Ids of checks without which this one cannot pass: where one of them fails, that is what to mend. */
  readonly restsOn?: readonly string[];
  /** Why programs most often fail it, said to whoever wrote one; left out where there is no such reason. */
  readonly cause?: string;
  /** What is suspected if that is not the cause. */
  readonly orElse?: string;
  /** Start it before others, which run meanwhile: it takes seconds, most of which it waits. */
  readonly slow?: boolean;
  /** Run it with no other check beside it: it measures time, or keeps the machine busy. */
  readonly alone?: boolean;
  readonly run: (subject: Subject) => Promise<void>;
}

/** Checks that all rest on some, the first of these on none, and each other on those before it. */
export function restingOn<Subject>(
  ground: readonly string[],
  checks: readonly Check<Subject>[],
): Check<Subject>[] {
  return checks.map((check) => {
    const at = ground.indexOf(check.id);
    const below = at === -1 ? ground : ground.slice(0, at);
    return { ...check, restsOn: [...(check.restsOn ?? []), ...below] };
  });
}
