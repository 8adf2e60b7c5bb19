import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { barChart } from './chart';
import { spreadFigures } from './figures';
import { type Results } from './results';
import { rates, spread } from './summary';
import { allTables } from './tables';

const BEGIN = '<!-- bench: what follows is written by the bench -->';
const END = '<!-- bench: end -->';

/**
 * Puts the tables of a run in the place of those in a Markdown file, and the charts into the folder
 * beside it that has its name.
 *
 * @throws {RangeError} if the file has no place for them
 */
export async function updateDocument(file: string, results: Results): Promise<void> {
  const text = await readFile(file, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new RangeError(`${file} has no lines ${BEGIN} and ${END}`);
  const folder = basename(file, extname(file));
  await mkdir(join(dirname(file), folder), { recursive: true });
  const links: string[] = [];
  for (const { name, svg } of charts(results)) {
    await writeFile(join(dirname(file), folder, `${name}.svg`), svg);
    links.push(`![${name}: deliveries per CPU second](${folder}/${name}.svg)`);
  }
  const parts = [BEGIN, links.join('\n'), allTables(results).trimEnd(), END];
  await writeFile(file, text.slice(0, begin) + parts.join('\n\n') + text.slice(end + END.length));
}

function charts({ scenarios }: Results): { name: string; svg: string }[] {
  return scenarios.map(({ scenario, series }) => {
    const bars = series
      .filter(({ runs, fault }) => fault === undefined && runs.length > 0)
      .map((one) => {
        const rate = spread(rates(one).map((value) => value / 1e6));
        return { label: one.system, value: rate.median, text: spreadFigures(rate) };
      });
    const title = `${scenario.name}: million deliveries per CPU second`;
    return { name: scenario.name, svg: barChart(title, bars) };
  });
}
