import { type Finding } from '../../roots/findings';
import { type Omission } from '../../selection';
import { type Result, type Totals } from '../result';

/** What is reported: a whole run of the kit. */
export interface Report {
  /** Of the kit that ran. */
  readonly version: string;
  /** The command lines under test. */
  readonly server?: string;
  readonly client?: string;
  /** What is wrong, one for each root, in the order in which to mend it. */
  readonly findings: readonly Finding[];
  readonly results: readonly Result[];
  readonly totals: readonly Totals[];
  /** What is not judged in a run of this kind. */
  readonly omissions: readonly Omission[];
  /** Ids of the checks that were to be run, and were not: the run was stopped. */
  readonly unjudged: readonly string[];
  readonly durationMs: number;
}

/** A report as text, its last newline included. */
export type Reporter = (report: Report) => string;
