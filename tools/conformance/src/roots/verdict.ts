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
  const open = results.flatMap(({ failure }) =>
    failure?.cause === undefined || failure.root !== undefined ? [] : [failure.cause],
  );
  const guilty = await confirmed(subject, suspects, new Set(open));
  return results.map((result) => {
    const { failure } = result;
    if (failure?.cause === undefined) return result;
    const { cause, causeSeen, ...rest } = failure;
    const seen = causeSeen === true || evident.get(cause)?.(failure) === true;
    const known = failure.root === undefined && (seen || guilty.has(cause));
    return { ...result, failure: known ? { ...rest, cause } : rest };
  });
}
