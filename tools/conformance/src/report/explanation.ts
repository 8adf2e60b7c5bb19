import { printable } from './printable';
import { ruleOf, type Failure, type Result } from './result';
import { textOf } from './rules';

/** Characters of a line. */
const WIDTH = 100;

/** The rule that a check is about, in printable lines; of a `must`, first what the assignment says. */
export function clause({ id, says }: Result['check']): string[] {
  const rule = `Rule ${ruleOf(id)}. ${textOf(ruleOf(id))}`.split('\n');
  return says === undefined ? rule : [...assignment(says), ...rule];
}

/** The sentence of the assignment that a `must` is about, in lines. */
export function assignment(says: string): string[] {
  const lines = [''];
  for (const word of `The assignment: "${says}"`.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** All that a failure has to say, in printable lines. */
export function explain(failure: Failure): string[] {
  const { message, expected, received, hex, steps, root, cause, crash, stderr } = failure;
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
    ...(root === undefined ? [] : [`This comes of what was found first: ${root}.`]),
    ...(cause === undefined ? [] : [`The cause: ${cause}`]),
    ...(root === undefined && cause === undefined ? ['No cause known.'] : []),
  ].map(printable);
}

/** A screen stands in lines of its own below its heading. */
function headed(heading: string, text: string): string[] {
  return `${heading} ${text}`.split('\n').map((line) => line.trimEnd());
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
