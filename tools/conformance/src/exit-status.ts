/** A `must` that was run has failed. */
export const MUST_FAILED = 1;

/** The command line is wrong. */
export const WRONG_USAGE = 2;

/** A program did not start. */
export const NEVER_STARTED = 3;

/** The system refuses the kit what it needs. */
export const CANNOT_GO_ON = 4;
