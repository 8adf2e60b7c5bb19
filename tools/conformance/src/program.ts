import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The words of a command line; quotes keep spaces inside a word. */
function words(command: string): string[] {
  return Array.from(command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g), (match) =>
    match.slice(1).join(''),
  );
}

/**
 * A command line with its placeholders filled in: `node main.js {port}` with `{port: '55555'}`.
 * Each value becomes (part of) one word, whatever characters it holds.
 */
export function commandLine(template: string, values: Record<string, string>): string[] {
  return words(template).map((word) =>
    word.replace(/\{(\w+)\}/g, (placeholder, key: string) => values[key] ?? placeholder),
  );
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program under test: everything it prints is kept, and it never outlives its check. */
export class Program {
  readonly exited: Promise<Exit>;
  readonly process: ChildProcess;
  stdout = Buffer.alloc(0);
  stderr = '';

  constructor(argv: readonly string[]) {
    const [file, ...args] = argv;
    if (file === undefined) throw new TypeError('The command line is empty');
    this.process = spawn(file, args, { stdio: 'pipe' });
    this.process.stdout?.on('data', (chunk: Buffer) => {
      this.stdout = Buffer.concat([this.stdout, chunk]);
    });
    this.process.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    this.exited = once(this.process, 'close').then((values) => {
      const [code, signal] = values as [number | null, NodeJS.Signals | null];
      return { code, signal };
    });
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Ends the program, at once and for sure, and waits until it is gone. */
  async kill(): Promise<void> {
    if (this.running) this.process.kill('SIGKILL');
    await this.exited;
  }
}
