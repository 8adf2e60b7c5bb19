import type StringWidth from 'string-width';
import { late } from '../late';

/** It is loaded at once by who needs it, for which others should not wait. */
const measure = late(() => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require('string-width') as { default: typeof StringWidth }).default;
});

/** How many columns a text takes on most terminals, by its grapheme clusters. */
export function columnsOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : measure()(text);
}
