import { tied } from '@chat/loopback/tie';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { consumer } from './delivery';
import { environment } from './run';

/** A program that npm installed, started as `npx` does; emits 'change' when it prints or ends. */
export class RunningProgram extends EventEmitter {
  /** Its exit status, once it has one. */
  readonly exited: Promise<number | null>;
  readonly #child: ChildProcessWithoutNullStreams;
  #output = '';
  /** It has ended, and all that it printed has been read. */
  #closed = false;

  constructor(name: string, ...args: string[]) {
    super();
    const bin = join(consumer(), 'node_modules/.bin', name);
    this.#child = tied(spawn(bin, args, { cwd: consumer(), env: environment }));
    this.exited = once(this.#child, 'close').then(([code]) => code as number | null);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
        this.emit('change');
      });
    }
    this.#child.once('close', () => {
      this.#closed = true;
      this.emit('change');
    });
  }

  /** Waits for text on stdout or stderr. */
  async prints(text: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = text.exec(this.#output);
      if (match !== null) return match;
      if (this.#closed) {
        throw new Error(`It ended without printing ${String(text)}: ${this.#output}`);
      }
      await once(this, 'change');
    }
  }

  type(...lines: string[]): void {
    this.#child.stdin.write(lines.map((line) => `${line}\n`).join(''));
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}
