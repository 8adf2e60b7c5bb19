import { printable } from './printable';
import { ruleOf, type Failure, type Result } from './result';
import { textOf } from './rules';

/** The rule that a check is about, in printable lines. */
export function clause({ id }: Result['check']): string[] {
  const rule = ruleOf(id);
  return `Rule ${rule}. ${textOf(rule)}`.split('\n');
}

/** All that a failure has to say, in printable lines. */
export function explain(failure: Failure): string[] {
  const { message, expected, received, hex, steps, cause, crash, stderr } = failure;
  return [
    ...(steps === undefined ? [] : ['What was done:', ...indented(steps)]),
    ...message.split('\n'),
    ...(expected === undefined ? [] : headed('Expected:', expected)),
    ...(received === undefined ? [] : headed('Came back:', received)),
    ...(hex === undefined ? [] : [`From byte ${hex.offset} on, in hex:`]),
    ...(hex === undefined
      ? []
      : indented([`expected ${hex.expected}`, `came     ${hex.received}`])),
    ...(crash === undefined ? [] : [`The program crashed: it ${crash}.`]),
    ...(stderr === undefined ? [] : ['The end of its stderr:', ...indented(stderr.split('\n'))]),
    ...(cause === undefined ? [] : [`Most often: ${cause}`]),
  ].map(printable);
}

/** A screen stands in lines of its own below its heading. */
function headed(heading: string, text: string): string[] {
  return `${heading} ${text}`.split('\n').map((line) => line.trimEnd());
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
