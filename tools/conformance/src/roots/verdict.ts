import { type Failure, type Result } from '../report/result';
import { confirmed, type Known, type Suspect } from './suspect';

/** Whether a failure shows it. */
export type Seen = (failure: Failure) => boolean;

export type Evident = ReadonlyMap<string, Seen>;

/** What one kind of program may be suspected of. */
export interface Docket<Subject> {
  readonly subject: Subject;
  readonly suspects: readonly Suspect<Subject>[];
  /** Causes that a check has seen itself, by what its failure then shows. */
  readonly evident: Evident;
}

/**
 * Results of which each failure names its cause only if that was seen: by the check itself, or by the
 * suspect's trial.
 */
export async function withTrueCauses<Subject extends Known>(
  results: readonly Result[],
  { subject, suspects, evident }: Docket<Subject>,
): Promise<Result[]> {
  const open = results.flatMap(({ check, failure }) =>
    failure?.cause === undefined || failure.root !== undefined
      ? []
      : [failure.cause, ...(check.orElse === undefined ? [] : [check.orElse])],
  );
  const guilty = await confirmed(subject, suspects, new Set(open));
  return results.map((result) => {
    const { failure, check } = result;
    if (failure?.cause === undefined) return result;
    const { cause, causeSeen, ...rest } = failure;
    const seen = causeSeen === true || evident.get(cause)?.(failure) === true;
    if (failure.root !== undefined) return { ...result, failure: rest };
    const known = seen ? cause : [cause, check.orElse].find((one = '') => guilty.has(one));
    return { ...result, failure: { ...rest, ...(known !== undefined && { cause: known }) } };
  });
}
