import type StringWidth from 'string-width';

let measure: typeof StringWidth | undefined;

/** How many columns a text takes on most terminals, by its grapheme clusters. */
export function columnsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  measure ??= load();
  return measure(text);
}

/** It takes a twentieth of a second to load, for which only who needs it should wait, and that at once. */
function load(): typeof StringWidth {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require('string-width') as { default: typeof StringWidth }).default;
}
