import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { consumer } from './delivery';
import { environment } from './run';

/** Milliseconds between two looks at what a program has printed. */
const INTERVAL = 20;

/** A program that npm installed, started as `npx` does. */
export class RunningProgram {
  /** Its exit status, once it has one. */
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcessWithoutNullStreams;
  #output = '';

  constructor(name: string, ...args: string[]) {
    const bin = join(consumer(), 'node_modules/.bin', name);
    this.#child = spawn(bin, args, { cwd: consumer(), env: environment });
    this.exited = once(this.#child, 'close').then(([code]) => code as number | null);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
  }

  /** Waits for text on stdout or stderr. */
  async prints(text: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = text.exec(this.#output);
      if (match !== null) return match;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        throw new Error(`It ended without printing ${String(text)}: ${this.#output}`);
      }
      await sleep(INTERVAL);
    }
  }

  type(...lines: string[]): void {
    this.#child.stdin.write(lines.map((line) => `${line}\n`).join(''));
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
