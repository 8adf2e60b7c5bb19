import type { Block } from './documents';

/** The commands of a block of shell: one a line, without comments and variables. */
export function commandsOf({ language, text }: Block): string[] {
  const lines = text.replaceAll(/\\\n\s*/g, ' ').split('\n');
  const typed =
    language === 'console'
      ? lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2))
      : lines;
  return typed
    .flatMap((line) => line.split(' && '))
    .map((line) => line.replace(/(?:^|\s+)#.*$/, '').replace(/^(?:[A-Z_]+=(?:"[^"]*"|\S+) )+/, ''))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The words of a command, without their quotes. */
export function wordsOf(command: string): string[] {
  return Array.from(command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g), ([, one, two, bare]) => {
    return one ?? two ?? bare ?? '';
  });
}

/** The options in a text, such as `--help`. */
export function optionsIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g), ([option]) => option));
}
