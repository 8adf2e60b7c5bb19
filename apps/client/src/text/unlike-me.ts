import { late } from '../late';

/**
 * What a person would read as `Me`: in whatever case, width or script (Cyrillic, Greek), with whatever is not a
 * letter. It is escaped since a program that is ASCII takes half the memory to read.
 */
const LIKE_ME = /^[m\u043c\u03bc][e\u0435\u03b5]$/iu;

const noLetter = late(() => new RegExp(String.raw`[^\p{L}\p{N}]`, 'gu'));

/** A name in brackets, at the beginning of a line. */
const NAMED = /^\[([^\]\n]*)\]/gmu;

/** What came, as it is to be shown: somebody whose name looks like `Me`, which is oneself, has quotes around it. */
export function unlikeMe(shown: string): string {
  return shown.replace(NAMED, (bracketed, name: string) =>
    LIKE_ME.test(name.normalize('NFKC').replace(noLetter(), '')) ? `["${name}"]` : bracketed,
  );
}
