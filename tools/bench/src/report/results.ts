import { type Measured } from '../series';

/** All that a run of the bench has found. */
export interface Results {
  readonly machine: string;
  readonly date: string;
  /** How often each system was to be measured in each scenario. */
  readonly rounds: number;
  /** How long each measurement takes: CPU seconds in the closed loop, seconds at a rate. */
  readonly seconds: number;
  readonly scenarios: readonly Measured[];
  /** Systems that could not be measured, and why. */
  readonly missing: readonly { readonly system: string; readonly why: string }[];
}
