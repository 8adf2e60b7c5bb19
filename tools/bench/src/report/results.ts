import { type Scenario } from '../scenarios';
import { type Series } from '../series';

/** All that a run of the bench has found. */
export interface Results {
  readonly machine: string;
  readonly date: string;
  /** How often each system was measured in each scenario, and for how many CPU seconds at least. */
  readonly rounds: number;
  readonly seconds: number;
  readonly scenarios: readonly {
    readonly scenario: Scenario;
    readonly series: readonly Series[];
  }[];
  /** Systems that could not be measured, and why. */
  readonly missing: readonly { readonly system: string; readonly why: string }[];
}
