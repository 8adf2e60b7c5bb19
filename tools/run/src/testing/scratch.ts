import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

export const workspace = join(import.meta.dirname, '../../../..');

const FIXTURES = join(workspace, 'tools/run/fixtures');

/** How a run ended, and what it had printed. */
export interface Ended {
  readonly status: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run under way. */
export interface Run {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
}

/**
 * A workspace that holds what the npm scripts need and nothing else, as after a clone. npm, nx and the
 * programs are stand-ins, which take no time.
 */
export class Scratch {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'chat-run-')));
  readonly #children: ChildProcessWithoutNullStreams[] = [];

  constructor() {
    for (const path of ['tools/run.mjs', 'tools/run/src', 'package.json', 'pnpm-lock.yaml']) {
      cpSync(join(workspace, path), this.path(path), { recursive: true });
    }
    for (const app of ['apps/server', 'apps/client']) {
      this.write(`${app}/package.json`, '{ "type": "commonjs" }');
    }
    mkdirSync(this.path('docs'));
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  has(path: string): boolean {
    return existsSync(this.path(path));
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
  }

  append(path: string, content: string): void {
    appendFileSync(this.path(path), content);
  }

  /** Waits until a file is there. */
  async appears(name: string): Promise<void> {
    const watcher = watch(this.folder);
    while (!this.has(name)) await once(watcher, 'change');
    watcher.close();
  }

  /** Which of npm and nx were called since this was last asked, and how. */
  calls(): string[] {
    if (!this.has('calls.log')) return [];
    const calls = this.read('calls.log').trimEnd().split('\n');
    rmSync(this.path('calls.log'));
    return calls;
  }

  /** Starts a script as npm does; its stdin ends at once, unless it stays `open`. */
  start(
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
    stdin: 'ends' | 'open' = 'ends',
  ): Run {
    const child = spawn(process.execPath, [this.path('tools/run.mjs'), ...args], {
      cwd: this.folder,
      env: { ...this.environment, ...env },
    });
    this.#children.push(child);
    if (stdin === 'ends') child.stdin.end();
    const output = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    const ended = output.then(([stdout, stderr, [code, signal]]) => {
      return { status: (code ?? signal) as number | NodeJS.Signals, stdout, stderr };
    });
    return { child, ended };
  }

  run(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended> {
    return this.start(args, env).ended;
  }

  /** What npm hands to a script of this workspace. */
  get environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      npm_execpath: join(FIXTURES, 'npm-cli.js'),
      npm_config_user_agent: 'npm/11.0.0 node/v20.19.0',
      INIT_CWD: this.folder,
    };
  }

  /** Ends what still runs here, and removes it all. */
  remove(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true });
  }
}
