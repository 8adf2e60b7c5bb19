import { spawn, type IPty } from '@lydell/node-pty';
import { EventEmitter, once } from 'node:events';

/** A program in a terminal of its own. */
export class Terminal extends EventEmitter {
  /** All that it has printed. */
  printed = '';
  /** Its exit status, and the number of the signal that ended it, or 0. */
  readonly ended: Promise<readonly [status: number, signal: number]>;
  readonly #pty: IPty;

  constructor(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
    super();
    this.#pty = spawn(file, [...args], { cols: 100, rows: 30, cwd, env });
    this.#pty.onData((text) => {
      this.printed += text;
      this.emit('change');
    });
    this.ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal = 0 }) => {
        resolve([exitCode, signal]);
        this.emit('change');
      });
    });
  }

  /** Waits until it has printed what matches, and gives the first group. */
  async prints(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.printed);
      if (match !== null) return match[1] ?? match[0];
      await once(this, 'change');
    }
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** Ends what still runs in it. */
  close(): void {
    this.#pty.kill('SIGKILL');
  }
}
