import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { ratedCases, standing } from './cases';
import { lineChart } from './line-chart';
import { allTables } from './report';
import { type Results } from './results';
import { costs, spread } from './summary';

const BEGIN = '<!-- bench: what follows is written by the bench -->';
const END = '<!-- bench: end -->';

/**
 * Finds the place of the tables in a Markdown file: what stands before and behind them. To be called before anything is
 * measured, too.
 *
 * @throws {RangeError} if there is no such file, or it has no place for them
 */
export async function findPlace(file: string): Promise<[before: string, behind: string]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new RangeError(`${file} cannot be read: it has to be a Markdown file`, { cause: error });
  });
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new RangeError(`${file} has no lines ${BEGIN} and ${END}`);
  return [text.slice(0, begin), text.slice(end + END.length)];
}

/** Puts tables in the place of those in a Markdown file. It throws as {@link findPlace} does. */
export async function putTables(file: string, tables: string): Promise<void> {
  const [before, behind] = await findPlace(file);
  await writeFile(file, before + [BEGIN, tables.trimEnd(), END].join('\n\n') + behind);
}

/**
 * As {@link putTables}, those of a run, and puts the charts into the folder beside it that has its name.
 */
export async function updateDocument(file: string, results: Results): Promise<void> {
  const folder = basename(file, extname(file));
  const drawn = charts(results);
  const tables = allTables(results, (name) =>
    drawn.some((chart) => chart.name === name)
      ? `![${name}: what a delivery costs at each rate](${folder}/${name}.svg)`
      : '',
  );
  await putTables(file, tables);
  await mkdir(join(dirname(file), folder), { recursive: true });
  for (const { name, svg } of drawn) {
    await writeFile(join(dirname(file), folder, `${name}.svg`), svg);
  }
}

/** Of each scenario with rates: the rate on one axis, the cost on the other, a line for each system. */
function charts({ scenarios }: Results): { name: string; svg: string }[] {
  return scenarios.flatMap((measured) => {
    const cases = ratedCases(measured);
    if (cases.length === 0) return [];
    const lines = measured.series.map((series) => ({
      label: series.system,
      ...(series.plain !== undefined && { variantOf: series.plain }),
      points: cases
        .filter((one) => standing(one, series) === 'measured')
        .map((one) => ({ x: one.rate ?? 0, y: spread(costs(one, series)).median })),
    }));
    const { name } = measured.scenario;
    const axes = ['messages a second', 'CPU seconds for a million deliveries'] as const;
    return [{ name, svg: lineChart(`${name}: what a delivery costs`, axes, lines) }];
  });
}
