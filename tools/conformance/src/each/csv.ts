import { printable } from '../report/printable';

/** Cells that a spreadsheet would take for a formula begin with one of these. */
const FORMULA = /^[=+\-@\t\r]/;

/** A line of CSV: every cell is text or a number, whatever it holds. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${printable(text.replaceAll('"', '""').replace(/[\0\r\n]+/g, ' '))}"`;
}
