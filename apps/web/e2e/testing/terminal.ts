import { tied } from '@chat/loopback/tie';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const WORKSPACE = join(import.meta.dirname, '../../../..');

/** Our client for the terminal, built. */
export const OURS = ['node', 'apps/client/dist/main.js'];
/** A student's. */
export const PYTHON = ['python3', 'tools/conformance/fixtures/python/client.py'];

/** A client program in a pipe: what is typed, and all that it has written (rule 22). */
export class Terminal {
  written = '';
  readonly #program: ChildProcessWithoutNullStreams;

  constructor(command: readonly string[], name: string, port: number) {
    const [file, ...args] = [...command, name, '127.0.0.1', String(port)];
    this.#program = tied(spawn(file, args, { cwd: WORKSPACE }));
    this.#program.stdout.on('data', (chunk: Buffer) => (this.written += chunk.toString()));
  }

  type(line: string): void {
    this.#program.stdin.write(`${line}\n`);
  }

  /** Waits until it has written something. */
  async shows(text: string): Promise<void> {
    while (!this.written.includes(text)) {
      if (this.#program.exitCode !== null) throw new Error(`It has ended: ${this.written}`);
      await once(this.#program.stdout, 'data');
    }
  }

  async close(): Promise<void> {
    if (this.#program.exitCode !== null) return;
    const closed = once(this.#program, 'close');
    this.#program.kill();
    await closed;
  }
}
