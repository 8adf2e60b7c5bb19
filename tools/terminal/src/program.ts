import { tie } from '@chat/loopback/tie';
import { spawn } from '@lydell/node-pty';
import { EventEmitter, once } from 'node:events';
import { EmulatedScreen, type Size, type Widths } from './screen';

export interface Setting extends Partial<Size> {
  readonly widths?: Widths;
  readonly rewraps?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** A program on a terminal of its own. */
export class TerminalProgram extends EventEmitter {
  readonly screen: EmulatedScreen;
  /** All that it has written. */
  written = '';
  /** Its exit status, and the signal that ended it, or 0. */
  readonly ended: Promise<readonly [status: number, signal: number]>;
  readonly #pty: ReturnType<typeof spawn>;
  #isOver = false;

  constructor([file = '', ...args]: readonly string[], setting: Setting = {}) {
    super();
    const { columns = 80, rows = 24, widths = 'by grapheme', rewraps, env } = setting;
    this.screen = new EmulatedScreen({ columns, rows }, widths, rewraps);
    this.#pty = spawn(file, args, {
      cols: columns,
      rows,
      env: { ...process.env, TERM: 'xterm-256color', ...env },
    });
    this.#pty.onData((text) => {
      this.written += text;
      void this.screen.write(text).then(() => this.emit('change'));
    });
    const untie = tie(this.#pty.pid);
    this.ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal = 0 }) => {
        untie();
        this.#isOver = true;
        resolve([exitCode, signal]);
      });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Waits until the screen is as it should be. */
  async until(isSo: (screen: EmulatedScreen) => boolean): Promise<void> {
    while (!isSo(this.screen)) await once(this, 'change');
  }

  /** Waits until a row of the screen matches. */
  async shows(row: RegExp): Promise<void> {
    await this.until(({ rows }) => rows.some((each) => row.test(each)));
  }

  /** Waits until it has written a text, shown or not. */
  async writes(text: string): Promise<void> {
    await this.until(() => this.written.includes(text));
  }

  /** Waits until the row with the cursor is this, `|` being the cursor. */
  async edits(row: string): Promise<void> {
    await this.until(({ cursorRow }) => cursorRow === row);
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** The terminal shows nothing more, and takes nothing, until {@link flow}. */
  stall(): void {
    this.#pty.pause();
  }

  flow(): void {
    this.#pty.resume();
  }

  resize(size: Size): void {
    this.screen.resize(size);
    this.#pty.resize(size.columns, size.rows);
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  async kill(): Promise<void> {
    if (!this.#isOver) this.#pty.kill('SIGKILL');
    await this.ended;
  }
}
