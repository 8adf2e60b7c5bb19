import { type Check, type Level } from '../check';
import { type Refused } from '../running/refusal';
import { type HexDifference } from './mismatch';

/** Firmest first. */
export const LEVELS: readonly Level[] = ['must', 'should', 'robust'];

export interface Failure {
  readonly message: string;
  /** What the check awaited and what came instead, in words; left out where the message says it all. */
  readonly expected?: string;
  readonly received?: string;
  /** Where these begin to differ, if text does not show it. */
  readonly hex?: HexDifference;
  /** What the check had done, in order, a line for each turn of a peer. */
  readonly steps?: readonly string[];
  /** What the program does everywhere, and what this therefore comes of: the title of a habit. */
  readonly root?: string;
  /** Why the program fails this check: until it is confirmed, what programs most often fail it for. */
  readonly cause?: string;
  /** The cause was seen by the check itself, and need not be confirmed. */
  readonly causeSeen?: true;
  /** How the program under test crashed, if it did: `died of SIGSEGV`. */
  readonly crash?: string;
  /** The end of what the program wrote to stderr, if it wrote there. */
  readonly stderr?: string;
}

/** What came of a check: it has passed unless there is a failure. */
export interface Result {
  readonly check: Pick<Check<never>, 'id' | 'level' | 'statement' | 'says' | 'restsOn' | 'orElse'>;
  readonly durationMs: number;
  /** It was stopped before it was over. */
  readonly unjudged?: true;
  /** Why it could not be judged, if that was not asked for. */
  readonly refusal?: Refused;
  /** It came too late at first, and passed when it was tried again with nothing else running. */
  readonly secondTry?: true;
  /** It has passed, these habits of the program forgiven. */
  readonly forgiven?: readonly string[];
  readonly failure?: Failure;
}

export interface Totals {
  readonly level: Level;
  readonly passed: number;
  readonly total: number;
}

/** How many checks of each level there were, and passed; levels without a check are left out. */
export function totalsByLevel(results: readonly Result[]): Totals[] {
  return LEVELS.map((level) => {
    const ofLevel = results.filter(({ check }) => check.level === level);
    const passed = ofLevel.filter(({ failure }) => failure === undefined);
    return { level, passed: passed.length, total: ofLevel.length };
  }).filter(({ total }) => total > 0);
}

/** The rule of docs/protocol.md that a check is about: 10 for `S-10.2`. */
export function ruleOf(id: string): number {
  return Number(/^[A-Z]-(\d+)\./.exec(id)?.[1]);
}
