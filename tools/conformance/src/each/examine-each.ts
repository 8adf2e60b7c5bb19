import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Options } from '../cli';
import { printable } from '../report/printable';
import { type Level } from '../check';
import { LEVELS } from '../report/result';
import { globPattern } from '../selection';
import { csvLine } from './csv';
import { endSubmissions, runSubmission, type Commands } from './submission';

/** Characters of a name, and of a finding, that the table on the terminal shows. */
const NAME = 20;
const FINDING = 90;

/** What the table says of a folder. */
interface Row {
  readonly id: string;
  /** `20 of 22`, by level; empty if nothing could be checked. */
  readonly passed: Readonly<Partial<Record<Level, string>>>;
  /** Out of 100; undefined if nothing could be checked. */
  readonly points?: number;
  readonly finding: string;
}

interface JsonReport {
  readonly totals: Readonly<Partial<Record<Level, { passed: number; total: number }>>>;
  readonly points: number;
  readonly findings: readonly { title: string }[];
  readonly unjudged: readonly string[];
}

/**
 * Checks the programs of each folder, and leaves in `out` a report for each and a table of all. What has its
 * report there already is not run again.
 */
export async function examineEach(options: Options, stop: AbortSignal): Promise<void> {
  const { each = '', out = '', atATime } = options;
  await mkdir(out, { recursive: true });
  const folders = await foldersOf(each);
  if (folders.length === 0) throw new RangeError(`no folder is called ${each}`);
  stop.addEventListener('abort', endSubmissions);
  const rows = new Map<string, Row>();
  const waiting = [...folders];
  print(['', 'must', 'should', 'robust', 'points', 'first finding']);
  const work = async (): Promise<void> => {
    for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
      if (stop.aborted) return;
      const row = await rowOf(folder, out, options, stop);
      if (row === undefined) return;
      rows.set(folder, row);
      print([
        row.id.slice(0, NAME),
        ...LEVELS.map((level) => row.passed[level] ?? ''),
        row.points?.toFixed(1) ?? '',
        row.finding.slice(0, FINDING),
      ]);
      const known = folders.flatMap((folder) => rows.get(folder) ?? []);
      await writeFile(join(out, 'results.csv'), csvOf(known));
      if (process.stderr.isTTY) process.stderr.write(`${rows.size} of ${folders.length} folders\r`);
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
}

/** Folders by their path, in whose last part `*` stands for anything. */
async function foldersOf(pattern: string): Promise<string[]> {
  const parent = dirname(pattern);
  const glob = globPattern(basename(pattern));
  const found: string[] = [];
  const names = await readdir(parent).catch(() => []);
  for (const name of names.sort()) {
    if (name.startsWith('.') || !glob.test(name)) continue;
    const path = join(parent, name);
    if ((await stat(path)).isDirectory()) found.push(path);
  }
  return found;
}

/** What came of a folder, now or in a run before this one; undefined if the run was stopped. */
async function rowOf(
  folder: string,
  out: string,
  options: Options,
  stop: AbortSignal,
): Promise<Row | undefined> {
  const id = basename(folder);
  const file = join(out, `${id}.json`);
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before !== undefined) return rowFrom(id, before);
  const outcome = await runSubmission(folder, commandsOf(options));
  if (stop.aborted) return undefined;
  const json =
    'fault' in outcome
      ? `${JSON.stringify({ fault: outcome.fault }, undefined, 2)}\n`
      : outcome.json;
  const text = 'fault' in outcome ? `${printable(outcome.fault)}\n` : outcome.text;
  await writeFile(join(out, `${id}.txt`), text);
  // What could not be checked is tried again when the command is.
  if (!('again' in outcome)) await writeFile(file, json);
  return rowFrom(id, json);
}

function commandsOf({
  server,
  client,
  build,
  timeLimit,
  only,
  level,
  tls,
  websocket,
}: Options): Commands {
  return {
    ...(server !== undefined && { server }),
    ...(client !== undefined && { client }),
    ...(build !== undefined && { build }),
    limit: timeLimit,
    options: [
      ...(only === undefined ? [] : ['--only', only.join(',')]),
      ...(level === undefined ? [] : ['--level', level]),
      ...(tls === undefined ? [] : ['--tls']),
      ...(websocket === undefined ? [] : ['--websocket']),
    ],
  };
}

function rowFrom(id: string, json: string): Row {
  const report = JSON.parse(json) as Partial<JsonReport> & { fault?: string };
  if (report.fault !== undefined) return { id, passed: {}, finding: oneLine(report.fault) };
  const { totals = {}, points, findings = [], unjudged = [] } = report;
  const passed = Object.fromEntries(
    Object.entries(totals).map(([level, { passed, total }]) => [level, `${passed} of ${total}`]),
  );
  const stopped = unjudged.length === 0 ? '' : `(${unjudged.length} not judged) `;
  const finding = stopped + oneLine(findings[0]?.title ?? '');
  return { id, passed, ...(points !== undefined && { points }), finding };
}

function csvOf(rows: readonly Row[]): string {
  const lines = rows.map(({ id, passed, points, finding }) =>
    csvLine([id, ...LEVELS.map((level) => passed[level] ?? ''), points ?? '', finding]),
  );
  return [csvLine(['id', ...LEVELS, 'points', 'first finding']), ...lines].join('');
}

/** No name and no word of a program drives the terminal. */
function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' '));
}

function print([id = '', ...cells]: readonly string[]): void {
  const widths = [9, 9, 9, 6, 0];
  const padded = cells.map((cell, index) => cell.padEnd(widths[index] ?? 0));
  const line = [printable(id).replace(/\s+/g, ' ').padEnd(NAME), ...padded].join('  ');
  process.stdout.write(`${line.trimEnd()}\n`);
}
