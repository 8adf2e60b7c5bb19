import { late } from '../late';
import type { Line } from './line';

/** Letters, digits and what goes with them. */
const wordBeginning = late(() => new RegExp(String.raw`^[\p{L}\p{M}\p{N}_]`, 'u'));

type Kind = 'space' | 'word' | 'other';

function kindOf(cluster = ''): Kind {
  if (/^\s/u.test(cluster)) return 'space';
  return wordBeginning().test(cluster) ? 'word' : 'other';
}

/** Where the word before the cursor begins: letters and digits, or what stands between spaces without any. */
export function wordStart(line: Line): number {
  return boundary(line, -1);
}

/** Where the word behind the cursor ends. */
export function wordEnd(line: Line): number {
  return boundary(line, 1);
}

function boundary(line: Line, step: 1 | -1): number {
  let at = line.cursor;
  const next = (): string | undefined => line.at(step === 1 ? at : at - 1);
  while (next() !== undefined && kindOf(next()) === 'space') at += step;
  const kind = kindOf(next());
  while (next() !== undefined && kindOf(next()) === kind) at += step;
  return at;
}
