import { type Comparison, type Spread } from './summary';

/** What stands where there is no figure. */
export const NONE = '–';

/** Three significant digits, with no exponent. */
export function figure(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 6));
}

/** The middle, and what was the least and the most. */
export function spreadFigures({ median, min, max }: Spread): string {
  return `${figure(median)} (${figure(min)}–${figure(max)})`;
}

/** A part of a whole that is 1. */
export function percent(part: number): string {
  return `${Math.round(100 * part)} %`;
}

export function times(comparison: Comparison | undefined): string {
  if (comparison === undefined) return NONE;
  return comparison === 'same' ? '≈' : `${figure(comparison)} ×`;
}

/** Which part of a system's cost the limit has. */
export function partFigures(comparison: Comparison | undefined): string {
  if (comparison === undefined) return NONE;
  return comparison === 'same' ? '≈' : percent(comparison);
}
