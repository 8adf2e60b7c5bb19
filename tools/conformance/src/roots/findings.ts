import { LEVELS, type Failure, type Result } from '../report/result';
import { type Level } from '../check';
import { crashOf, exceptionOf } from './crash';
import { type Habit } from './habits';

/** One root, and all that falls to it. */
export interface Finding {
  /** A sentence without its full stop: what is wrong. */
  readonly title: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** What was seen. */
  readonly evidence?: string;
  /** Ids of the checks that fail for it. */
  readonly failed: readonly string[];
  /** Ids of those that passed once it was forgiven. */
  readonly forgiven: readonly string[];
  /** The firmest level among the checks that fail. */
  readonly level: Level;
}

/**
 * What is wrong with a program, one finding for each root. Habits come first, since much may follow from
 * them, then what most of the firmest checks fail for. A failure without a known cause is a finding of its
 * own.
 */
export function findingsOf(results: readonly Result[], habits: readonly Habit[]): Finding[] {
  const failures = results.flatMap(({ check, failure }) =>
    failure === undefined ? [] : [{ ...check, failure }],
  );
  const groups = new Map<string, typeof failures>();
  const titleOf = ({ id, statement, failure, restsOn = [] }: (typeof failures)[number]): string => {
    const below = restsOn.flatMap((id) => failures.filter((other) => other.id === id)).at(0);
    const known = rootOf(failure) ?? crashOf(failure) ?? exceptionOf(failure);
    return known ?? (below === undefined ? `${id}: ${statement}` : titleOf(below));
  };
  for (const entry of failures) {
    const key = titleOf(entry);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const known = habits.map((habit) => habit.title);
  const titles = [...known, ...[...groups.keys()].filter((title) => !known.includes(title))];
  const findings = titles.flatMap((title) => {
    const failed = groups.get(title) ?? [];
    const forgiven = results.filter((result) => result.forgiven?.includes(title) === true);
    if (failed.length + forgiven.length === 0) return [];
    const habit = habits.find((habit) => habit.title === title);
    // What is sent one frame at a time to be on the safe side accuses nobody, if nothing fails for it.
    if (failed.length === 0 && habit?.oneByOne === true && habit.cut === undefined) return [];
    if (failed.length === 0 && habit?.open === true) return [];
    const level = LEVELS.find((level) => failed.some((entry) => entry.level === level)) ?? 'should';
    return {
      title,
      ...(habit?.remedy !== undefined && { remedy: habit.remedy }),
      ...(habit && { evidence: habit.evidence }),
      failed: failed.map(({ id }) => id),
      forgiven: forgiven.map(({ check }) => check.id),
      level,
    };
  });
  const musts = ({ failed }: Finding): number =>
    failures.filter(({ id, level }) => level === 'must' && failed.includes(id)).length;
  const weight = (finding: Finding): number[] => [
    LEVELS.indexOf(finding.level),
    known.includes(finding.title) ? 0 : 1,
    -musts(finding),
    -finding.failed.length,
  ];
  return findings.sort((one, other) => compare(weight(one), weight(other)));
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/** The habit that a failure comes of, or its confirmed cause. */
function rootOf({ root, cause }: Failure): string | undefined {
  return root ?? cause;
}
