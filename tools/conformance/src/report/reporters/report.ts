import { type Result } from '../result';

/** What is reported: a whole run of the kit. */
export interface Report {
  /** Of the kit that ran. */
  readonly version: string;
  /** The command lines under test. */
  readonly server?: string;
  readonly client?: string;
  /** What to know before all else: many failures may have one reason. */
  readonly notes: readonly string[];
  readonly results: readonly Result[];
  readonly durationMs: number;
}

/** A report as text, its last newline included. */
export type Reporter = (report: Report) => string;
