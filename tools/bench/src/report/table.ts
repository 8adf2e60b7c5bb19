import { markdownTable } from 'markdown-table';

/** A Markdown table: what stands in the first column is text, in the others figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const align = head.map((_, column) => (column === 0 ? 'l' : 'r'));
  return `${markdownTable([head, ...rows], { align })}\n`;
}
