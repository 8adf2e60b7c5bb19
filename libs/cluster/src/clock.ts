/** Time, as it is handed in. */
export interface Clock {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;

  /** Runs something once, so many milliseconds from now, unless the function that it returns is called. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
}
