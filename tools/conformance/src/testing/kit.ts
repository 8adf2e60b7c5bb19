import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { tied } from '@chat/loopback/tie';

export const MAIN = join(__dirname, '../../dist/main.js');

/** Without colours, whatever runs these tests. */
export const PLAIN: NodeJS.ProcessEnv = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: '1' };

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command as somebody would. */
export function startKit(
  args: readonly string[],
  cwd = __dirname,
): ChildProcessByStdio<null, Readable, Readable> {
  return tied(
    spawn(process.execPath, [MAIN, ...args], {
      cwd,
      env: PLAIN,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

/** Runs the command to its end. */
export async function kit(args: readonly string[], cwd?: string): Promise<Outcome> {
  const child = startKit(args, cwd);
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { status, stdout, stderr };
}
