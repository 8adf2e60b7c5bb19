import { open, writeFile } from 'node:fs/promises';
import { killAll } from './children';
import { parseOptions, refuse } from './cli';
import { serverOf } from './compare';
import { machine } from './measure/machine';
import { findPlace, updateDocument } from './report/document';
import { Progress } from './report/progress';
import { type Results } from './report/results';
import { allTables } from './report/report';
import { selectScenarios, selectSystems } from './selection';
import { measureAll } from './series';
import { removeFolders } from './temporary-folder';

const FAILED = 1;

/** A signal ends the measuring, not the report of it. */
const stopping = new AbortController();

// Before whatever else is to be done at the end: it may be about what these still use.
process.on('exit', () => {
  killAll();
  removeFolders();
});

/** @throws Error if a file cannot be written, once all is measured */
async function mayWrite(path: string): Promise<void> {
  const file = await open(path, 'a').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${path} cannot be written (${code ?? 'unknown'})`, { cause: error });
  });
  await file.close();
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const { runs: rounds, seconds, rates, seed, compare, json, update } = options;
  const scenarios = selectScenarios(options);
  const { systems: chosen, missing } = selectSystems(options);
  try {
    if (update !== undefined) await findPlace(update);
    if (json !== undefined) await mayWrite(json);
  } catch (error) {
    refuse((error as Error).message);
  }
  const progress = new Progress(process.stderr);
  const onProgress = (text: string): void => {
    progress.show(text);
  };
  const systems = compare === undefined ? chosen : [...chosen, await serverOf(compare, onProgress)];
  const { signal } = stopping;
  const plan = { systems, rounds, seconds, rates, seed, onProgress, signal };
  const measured = await measureAll(scenarios, plan);
  progress.end();
  const results: Results = {
    machine: machine(),
    date: new Date().toISOString(),
    rounds,
    seconds,
    scenarios: measured,
    missing,
  };
  process.stdout.write(allTables(results));
  if (json !== undefined) await writeFile(json, `${JSON.stringify(results, undefined, 2)}\n`);
  if (update !== undefined) await updateDocument(update, results);
  const failed = measured.flatMap(({ series }) => series).some(({ fault }) => fault !== undefined);
  if (failed) process.exitCode ??= FAILED;
}

for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  // It may come twice: from the terminal, and from the program that has started this one.
  process.on(signal, () => {
    process.exitCode = status;
    stopping.abort();
    killAll();
  });
}

main().catch((error: unknown) => {
  if (stopping.signal.aborted) process.exit();
  process.stderr.write(`chat-bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(FAILED);
});
