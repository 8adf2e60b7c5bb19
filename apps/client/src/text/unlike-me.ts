/** What a person would read as `Me`: in whatever case, width or script, with whatever is not a letter. */
const LIKE_ME = /^[mмμ][eеε]$/iu;
const NO_LETTER = /[^\p{L}\p{N}]/gu;

/** A name in brackets, at the beginning of a line. */
const NAMED = /^\[([^\]\n]*)\]/gmu;

/** What came, as it is to be shown: somebody whose name looks like `Me`, which is oneself, has quotes around it. */
export function unlikeMe(shown: string): string {
  return shown.replace(NAMED, (bracketed, name: string) =>
    LIKE_ME.test(name.normalize('NFKC').replace(NO_LETTER, '')) ? `["${name}"]` : bracketed,
  );
}
