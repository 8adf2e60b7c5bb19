import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { tied } from '@chat/loopback/tie';
import { MUST_FAILED, NEVER_STARTED } from '../exit-status';
import { tail } from '../report/tail';
import { killGroup } from '../running/kill-group';
import { commandLine } from '../running/program';
import { globPattern } from '../selection';

/** What is run in a folder. */
export interface Commands {
  readonly server?: string;
  readonly client?: string;
  readonly build?: string;
  /** Seconds for building, and for all checks. */
  readonly limit: number;
  /** More of the command line of the kit: what is to be checked. */
  readonly options: readonly string[];
}

/** What came of a folder: its report in two forms, or why there is none. */
export type Outcome =
  | { readonly json: string; readonly text: string }
  /** Another time it may be another, if `again` says so. */
  | { readonly fault: string; readonly again?: true };

/** Seconds beyond the limit that a run has to write its report. */
const GRACE = 30;

/** How the kit begins when a program did not start. */
const KIT_SAYS = /^chat-conformance: the program did not start\. /;

/**
 * Runs the kit on a private copy of a folder, in a process of its own that knows nothing else of this
 * machine's environment.
 */
export async function runSubmission(folder: string, commands: Commands): Promise<Outcome> {
  const place = await mkdtemp(join(tmpdir(), 'chat-submission-'));
  const copy = join(place, basename(folder));
  const out = join(place, '.report');
  try {
    // The folder may be a link to where it is.
    await cp(await realpath(folder), copy, { recursive: true, verbatimSymlinks: true });
    const { build, limit } = commands;
    if (build !== undefined) {
      const built = await run(commandLine(build, { dir: copy }), copy, limit);
      if (built.status !== 0) return { fault: `could not build: ${built.said}` };
    }
    const programs: string[] = [];
    for (const kind of ['server', 'client'] as const) {
      const command = commands[kind];
      if (command === undefined) continue;
      programs.push(`--${kind}`, await inFolder(command, copy));
    }
    const kit = [process.execPath, process.argv[1] ?? '', ...programs, ...commands.options];
    const ended = await run(
      [...kit, '--time-limit', String(limit), '--out', out, '--reporter', 'tap'],
      copy,
      limit + GRACE,
    );
    if (ended.status === NEVER_STARTED) {
      return { fault: `could not start: ${ended.said.replace(KIT_SAYS, '')}` };
    }
    if (ended.status !== 0 && ended.status !== MUST_FAILED) {
      const how = ended.status === null ? 'was killed' : `ended with status ${ended.status}`;
      throw new Error(`its run ${how} and left no report. ${ended.said}`.trim());
    }
    return {
      json: await readFile(join(out, 'report.json'), 'utf8'),
      text: await readFile(join(out, 'report.txt'), 'utf8'),
    };
  } catch (error) {
    return { fault: `could not be checked: ${(error as Error).message}`, again: true };
  } finally {
    await rm(place, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** `{dir}` is the folder, and `{*server*.py}` the first of its files of such a name. */
async function inFolder(command: string, folder: string): Promise<string> {
  const names = (await readdir(folder)).sort();
  return command
    .replaceAll('{dir}', `"${folder}"`)
    .replace(/\{([^{}\s]*[*.][^{}\s]*)\}/g, (_, glob: string) => {
      const name = names.find((name) => globPattern(glob).test(name));
      if (name === undefined) throw new Error(`it holds no file ${glob}`);
      return `"${name}"`;
    });
}

async function run(
  [file = '', ...args]: readonly string[],
  cwd: string,
  limit: number,
): Promise<{ status: number | null; said: string }> {
  const { PATH, LANG } = process.env;
  const child = tied(
    spawn(file, args, {
      cwd,
      env: { PATH, HOME: cwd, TMPDIR: cwd, ...(LANG !== undefined && { LANG }) },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    }),
  );
  const end = (): void => {
    if (child.pid !== undefined) killGroup(child.pid);
  };
  const timer = setTimeout(end, limit * 1000);
  running.add(end);
  try {
    const [said, [status]] = await Promise.all([
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { status, said: tail(said) };
  } finally {
    clearTimeout(timer);
    running.delete(end);
    end();
  }
}

/** What ends each process that runs now. */
const running = new Set<() => void>();

/** Ends what runs for any folder. */
export function endSubmissions(): void {
  for (const end of running) end();
}
