import { type Check, type Level } from './check';
import { printable } from './printable';

/** Firmest first. */
export const LEVELS: readonly Level[] = ['must', 'should', 'robust'];

export interface Failure {
  readonly message: string;
  /** How the program under test crashed, if it did: `died of SIGSEGV`. */
  readonly crash?: string;
  /** The end of what the program wrote to stderr, if it wrote there. */
  readonly stderr?: string;
}

/** What came of a check: it has passed unless there is a failure. */
export interface Result {
  readonly check: Pick<Check<never>, 'id' | 'level' | 'statement'>;
  readonly durationMs: number;
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

/** All that a failure has to say, in printable lines. */
export function explain({ message, crash, stderr }: Failure): string[] {
  const ended = crash === undefined ? [] : [`The program crashed: it ${crash}.`];
  const said = stderr === undefined ? [] : ['The end of its stderr:', ...indented(stderr)];
  return [...message.split('\n'), ...ended, ...said].map(printable);
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}
