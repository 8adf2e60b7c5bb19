import { type Results } from './results';
import { NONE, spreadFigures } from './figures';
import { spread } from './summary';
import { table } from './table';

const KILO = 1e3;

/** Startup, and memory for each idle connection. */
export function processTable({ scenarios }: Results): string {
  const all = scenarios.flatMap(({ series }) => series);
  const rows = [...new Set(all.map(({ system }) => system))].flatMap((system) => {
    const runs = all.filter((one) => one.system === system).flatMap((one) => one.runs);
    if (runs.length === 0) return [];
    const idle = runs.flatMap(({ idleBytes }) => idleBytes ?? []).map((bytes) => bytes / KILO);
    const startup = spread(runs.map(({ startupMs }) => startupMs));
    return [[system, spreadFigures(startup), idle.length > 0 ? spreadFigures(spread(idle)) : NONE]];
  });
  if (rows.length === 0) return '';
  return table(['system', 'ms until it listens', 'kB resident per idle connection'], rows);
}
