import { Patience } from '../running/patience';
import { type Habits } from './habits';
import { Reading } from './reading';
import { StartedPrograms } from '../running/started-programs';

/** A cause that a check suspects, and how to find out whether it is the true one. */
export interface Suspect<Subject> {
  /** As the checks name it. */
  readonly cause: string;
  /** What a program with this fault does as well as any. */
  readonly control: (subject: Subject) => Promise<void>;
  /** The same with the one difference that the fault makes something of: what is right passes. */
  readonly trial: (subject: Subject) => Promise<void>;
}

/** A program, and what is known of it. */
export interface Known {
  readonly habits: Habits;
  readonly patience: Patience;
}

/** Those of the causes that are true of a program: its control passes, and its trial does not. */
export async function confirmed<Subject extends Known>(
  subject: Subject,
  suspects: readonly Suspect<Subject>[],
  causes: ReadonlySet<string>,
): Promise<Set<string>> {
  const found = new Set<string>();
  const patience = subject.patience.desperate ? subject.patience : new Patience();
  /** What came of each control: several suspects may have the same. */
  const controls = new Map<unknown, Promise<boolean>>();
  for (const { cause, control, trial } of suspects) {
    if (!causes.has(cause) || found.has(cause)) continue;
    const guilty = async (): Promise<boolean> => {
      const controlled = controls.get(control) ?? passes(subject, control);
      controls.set(control, controlled);
      return (await controlled) && !(await passes(subject, trial));
    };
    if (await patience.during(guilty)) found.add(cause);
  }
  return found;
}

async function passes<Subject extends Known>(
  subject: Subject,
  run: (subject: Subject) => Promise<void>,
): Promise<boolean> {
  const programs = new StartedPrograms();
  try {
    const reading = new Reading(true, subject.habits);
    await programs.during(() => reading.during(() => run(subject)));
    return true;
  } catch {
    return false;
  } finally {
    await programs.kill();
  }
}
