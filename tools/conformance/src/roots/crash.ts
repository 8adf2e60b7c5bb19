import { type Failure } from '../report/result';

/** What languages print of an exception that nobody has caught. */
const STACK_TRACE = /Traceback|Exception|Error\b|panic/;

/** The line with which languages begin, or end, what they print of it: the one that says what it was. */
const EXCEPTION = /^(?:Exception in |panic: |(?:Uncaught )?[\w.:]*(?:Error|Exception)\b)/;

/** Where something was in memory, which is another place each time. */
const ADDRESS = /\b0x[\da-f]+\b/gi;

/** Whether a program has ended by an exception. */
export function showsException({ stderr = '' }: Pick<Failure, 'stderr'>): boolean {
  return STACK_TRACE.test(stderr);
}

/** That the program has crashed, and what it said last; undefined if it has not, or has ended on purpose. */
export function crashOf(failure: Failure): string | undefined {
  const { crash, stderr = '' } = failure;
  if (crash === undefined) return undefined;
  if (!crash.startsWith('died') && !showsException(failure)) return undefined;
  const lines = stderr.trimEnd().split('\n');
  const lastWords = (lines.findLast((line) => EXCEPTION.test(line)) ?? lines.at(-1) ?? '')
    .replace(ADDRESS, '0x…')
    .trim();
  return `the program crashes: it ${crash}${lastWords === '' ? '' : `, and says: ${lastWords}`}`;
}
