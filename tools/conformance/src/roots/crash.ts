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
  const said = lastWordsOf(stderr);
  return `the program crashes: it ${crash}${said === '' ? '' : `, and says: ${said}`}`;
}

/** What is printed of an exception alone, and of nothing that a program logs. */
const UNCAUGHT =
  /^(?:Traceback \(most recent call last\)|Exception in thread |panic: |Unhandled )/m;

/** What a program says when somebody has gone, and may say whenever a check is over. */
const OF_CONNECTIONS =
  /Connection\w*Error|BrokenPipe|EPIPE|ECONNRESET|SocketException|EOFException/;

/** That the program has gone on after an exception, and what that said: perhaps one of its threads has ended. */
export function exceptionOf({ stderr = '', ...failure }: Failure): string | undefined {
  if (!UNCAUGHT.test(stderr) || OF_CONNECTIONS.test(stderr)) return undefined;
  return failure.crash === undefined
    ? `the program goes on after an exception: ${lastWordsOf(stderr)}`
    : undefined;
}

function lastWordsOf(stderr: string): string {
  const lines = stderr.trimEnd().split('\n');
  const line = lines.findLast((line) => EXCEPTION.test(line)) ?? lines.at(-1) ?? '';
  return line.replace(ADDRESS, '0x…').trim();
}
