import { type Check, type Level } from './check';

/** Which checks are wanted: all that match. */
export interface Selection {
  /** Ids, in which `*` stands for anything: `S-10.2`, `S-10.*`. Any check matches if there are none. */
  readonly ids: readonly string[];
  readonly level?: Level;
}

/** Checks that are left out of a run, and why. */
export interface Omission {
  /** Ids, in which `*` stands for anything. */
  readonly ids: readonly string[];
  readonly reason: string;
}

export function withoutOmitted<C extends Check<never>>(
  checks: readonly C[],
  omissions: readonly Omission[],
): C[] {
  const patterns = omissions.flatMap(({ ids }) => ids).map(globPattern);
  return checks.filter(({ id }) => !patterns.some((pattern) => pattern.test(id)));
}

/** @throws RangeError if there is no check with such an id, or none is left */
export function select<C extends Check<never>>(
  checks: readonly C[],
  { ids, level }: Selection,
): C[] {
  const patterns = ids.map((id) => {
    const pattern = globPattern(id);
    if (checks.some((check) => pattern.test(check.id))) return pattern;
    throw new RangeError(`there is no check ${id}`);
  });
  const selected = checks.filter(
    (check) =>
      (patterns.length === 0 || patterns.some((pattern) => pattern.test(check.id))) &&
      (level === undefined || check.level === level),
  );
  if (selected.length === 0) throw new RangeError('no check is both of that level and so named');
  return selected;
}

/** Names in which `*` stands for anything. */
export function globPattern(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
