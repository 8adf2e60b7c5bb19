import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Verdict } from '../verdict';
import { record, type Options } from './record';

/**
 * Records a history and has it judged.
 *
 * @throws Error that says what was broken, by which seed, and where the history is to be read
 */
export async function attempt(options: Options, verdict: Verdict): Promise<void> {
  const history = await record(options);
  const before = verdict.broken.length;
  verdict.add(history);
  const broken = verdict.broken.slice(before);
  if (broken.length === 0) return;
  const file = join(tmpdir(), `chat-history-${options.seed}.jsonl`);
  await writeFile(file, history.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  const some = broken.slice(0, 20).join('\n');
  throw new Error(`${broken.length} broken, with SEED=${options.seed}; see ${file}:\n${some}`);
}

/** That of the variable `SEED`, or one that nobody has tried. */
export function seed(): number {
  return Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));
}
