import { tied } from '@chat/loopback/tie';
import { TerminalProgram as Program, type Setting } from '@chat/terminal/program';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '../../dist/main.js');

const programs: Program[] = [];

/** The client as built, on a terminal of its own. */
export class TerminalProgram extends Program {
  /** @param script of a shell that runs the program, as `"$@"` */
  constructor(args: readonly string[], { script, ...setting }: Setting & { script?: string } = {}) {
    const program = [process.execPath, PROGRAM, ...args];
    super(script === undefined ? program : ['sh', '-c', script, 'sh', ...program], setting);
    programs.push(this);
  }
}

/** Ends all of a test's programs. */
export async function killPrograms(): Promise<void> {
  for (const program of programs.splice(0)) await program.kill();
}

/** The client as built, in pipes, and what becomes of it. */
export function piped(args: readonly string[], script = 'exec "$@"') {
  const child = tied(spawn('sh', ['-c', script, 'sh', process.execPath, PROGRAM, ...args]));
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk: Buffer) => (said[stream] += chunk.toString()));
  }
  const ended = once(child, 'close').then(([status]) => status as number);
  return { child, said, ended };
}
