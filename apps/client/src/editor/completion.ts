import { toClusters } from './clusters';

/** Texts that are kept of each kind, at most: the latest. */
const SIZE = 1000;

/** Units that are looked at, at most: neither a command nor a name is longer than its bytes may be. */
const LONGEST = 200;

/** What a word may be completed to, and where it begins in what is typed. */
export interface Choices {
  readonly start: number;
  readonly texts: readonly string[];
}

/** What can be typed whole by Tab: commands, channels and names. */
export class Completion {
  readonly #commands: readonly string[];
  readonly #channels = new Set<string>();
  readonly #names = new Set<string>();

  constructor(commands: readonly string[]) {
    this.#commands = commands;
  }

  addChannel(channel: string): void {
    add(this.#channels, channel);
  }

  removeChannel(channel: string): void {
    this.#channels.delete(channel);
  }

  addName(name: string): void {
    add(this.#names, name);
  }

  /**
   * What the last word of a text may become: a command at the beginning, a channel behind a command that
   * takes one, and else a name, which may have spaces in it.
   */
  choices(text: string): Choices {
    const [, command, channel] = /^(\/\S+ +)(.*)$/su.exec(text) ?? [];
    if (command !== undefined && channel !== undefined) {
      return { start: command.length, texts: matches(this.#channels, channel) };
    }
    if (text.startsWith('/')) return { start: 0, texts: matches(this.#commands, text) };
    for (const { index } of text.matchAll(/(?<=^|\s)\S/gu)) {
      if (text.length - index > LONGEST) continue;
      const texts = matches(this.#names, text.slice(index));
      if (texts.length > 0) return { start: index, texts };
    }
    return { start: text.length, texts: [] };
  }
}

/** What all texts begin with. */
export function commonStart([first = '', ...others]: readonly string[]): string {
  const clusters = toClusters(first);
  for (const other of others.map(toClusters)) {
    const same = clusters.findIndex((cluster, at) => cluster !== other[at]);
    if (same >= 0) clusters.length = same;
  }
  return clusters.join('');
}

/** The latest is kept longest. */
function add(texts: Set<string>, text: string): void {
  texts.delete(text);
  texts.add(text);
  const [oldest] = texts;
  if (texts.size > SIZE && oldest !== undefined) texts.delete(oldest);
}

/** Those that begin with a text, in whatever case. */
function matches(texts: Iterable<string>, start: string): string[] {
  const begun = start.toLowerCase();
  return [...texts].filter((text) => text.toLowerCase().startsWith(begun)).sort();
}
