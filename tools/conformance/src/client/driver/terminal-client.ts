import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { spawn, type IPty } from '@lydell/node-pty';
import { Terminal } from '@xterm/headless';
import { characterWidth } from './character-width';
import { tie } from '@chat/loopback/tie';
import { killGroup } from '../../running/kill-group';
import { Mismatch } from '../../report/mismatch';
import { shellWords, type Exit } from '../../running/program';
import { quote } from '../../report/quote';
import { KIT, LENGTH, Trace, USER } from '../../report/trace';
import { StartedPrograms, type StartedProgram } from '../../running/started-programs';
import { PATIENCE } from '../../running/patience';
import { until } from '../../running/until';

/** Characters at the end of what is typed that are looked for. */
const END = 8;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface TerminalKind extends Size {
  /**
   * Whether the line with the cursor wraps anew when the width changes. Some terminals do that, some
   * leave it to the program, which cannot know.
   */
  readonly rewraps?: boolean;
}

/** A client on a real terminal: what is compared is what somebody would see on the screen. */
export class TerminalClient extends EventEmitter implements StartedProgram {
  /** There is none on a terminal: what a client says there is on the screen. */
  readonly stderr = '';
  private readonly pty: IPty;
  private readonly screen: Terminal;
  private readonly trace = Trace.current;
  private raw = Buffer.alloc(0);
  /** How it ends, when it does. */
  readonly exited: Promise<Exit>;
  private exitCode: number | undefined;
  private exitSignal = 0;
  private killed = false;

  constructor(argv: readonly string[], { columns, rows, rewraps = false }: TerminalKind) {
    super();
    const [file = '', ...args] = argv;
    this.screen = new Terminal({
      cols: columns,
      rows,
      reflowCursorLine: rewraps,
      allowProposedApi: true,
    });
    this.screen.unicode.register(characterWidth);
    this.screen.unicode.activeVersion = characterWidth.version;
    const env = { ...process.env, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' };
    this.trace.did(KIT, `starts, on a terminal, ${shellWords(argv)}`);
    this.pty = spawn(file, args, { cols: columns, rows, env, encoding: null });
    // Without an encoding these are bytes, whatever the declared type.
    this.pty.onData((data) => {
      this.show(data as unknown as Buffer);
    });
    this.screen.onData((answer) => {
      this.pty.write(answer);
    });
    const untie = tie(this.pty.pid);
    this.exited = new Promise((resolve) => {
      this.pty.onExit(({ exitCode, signal = 0 }) => {
        untie();
        this.exitCode = exitCode;
        this.exitSignal = signal;
        resolve({ code: exitCode, signal: null });
        this.emit('change');
      });
    });
    StartedPrograms.add(this);
  }

  private show(bytes: Buffer): void {
    this.raw = Buffer.concat([this.raw, bytes]);
    this.screen.write(bytes, () => this.emit('change'));
  }

  /** The screen's rows down to the last that is not empty, with `|` where the cursor stands. */
  get rows(): string[] {
    const { active } = this.screen.buffer;
    const rows = Array.from({ length: this.screen.rows }, (_, y) => {
      const line = active.getLine(active.baseY + y);
      if (line === undefined) return '';
      if (y !== active.cursorY) return line.translateToString(true).trimEnd();
      const left = line.translateToString(false, 0, active.cursorX);
      return `${left}|${line.translateToString(true, active.cursorX)}`.trimEnd();
    });
    return rows.slice(0, rows.findLastIndex((row) => row !== '') + 1);
  }

  /** Whether a paste, arrow keys or the like are sent in a form the client has asked for. */
  get modes(): Terminal['modes'] {
    return this.screen.modes;
  }

  /** Passes when these rows, and no others, are on the screen, the cursor where `|` stands. */
  async shows(...rows: Row[]): Promise<void> {
    await until(
      this,
      () => areAlike(this.rows, rows),
      () => this.otherScreen(picture(rows)),
    );
  }

  /**
   * Passes when these are the last rows on the screen. Terminals differ in how they wrap anew, when
   * their width changes, what stands above.
   */
  async showsLast(...rows: Row[]): Promise<void> {
    await until(
      this,
      () => areAlike(this.rows.slice(-rows.length), rows),
      () => this.otherScreen(`${picture(rows)}\nas the last rows`),
    );
  }

  /** Passes when some row of the screen matches. */
  async showsRow(pattern: RegExp): Promise<void> {
    await until(
      this,
      () => this.rows.some((row) => pattern.test(row)),
      () => this.otherScreen(`a row that matches ${String(pattern)}`),
    );
  }

  /** Fails if these bytes have ever been written to the terminal. */
  neverGot(bytes: string | Uint8Array): void {
    const forbidden = Buffer.from(bytes as Uint8Array);
    assert.ok(
      !this.raw.includes(forbidden),
      `The terminal should never have been sent the raw ${quote(forbidden)}`,
    );
  }

  /** Keys as the terminal sends them: text as it is, Enter `\r`, Ctrl-A `\x01`. */
  types(keys: string): void {
    this.trace.did(USER, 'types', quote(Buffer.from(keys), LENGTH));
    this.pty.write(keys);
  }

  /**
   * Types a long text in pieces, each when the client shows the end of the one before: the terminal holds
   * little. No two ends may be the same.
   */
  async typesAtLength(text: string, piece = 1000): Promise<void> {
    for (let at = 0; at < text.length; at += piece) {
      const typed = text.slice(at, at + piece);
      this.types(typed);
      await until(
        this,
        () => this.rows.some((row) => row.endsWith(`${typed.slice(-END)}|`)),
        () => `The client should show what was typed up to character ${at + piece}`,
      );
    }
  }

  /** A cursor key, in the form the client has asked the terminal for. */
  presses(key: 'up' | 'down' | 'right' | 'left' | 'home' | 'end', times = 1): void {
    const final = { up: 'A', down: 'B', right: 'C', left: 'D', home: 'H', end: 'F' }[key];
    const introducer = this.modes.applicationCursorKeysMode ? '\x1bO' : '\x1b[';
    this.types((introducer + final).repeat(times));
  }

  /** Text pasted with the mouse: line ends are Enter keys, brackets put around it if asked for. */
  pastes(text: string): void {
    const keys = text.replaceAll('\n', '\r');
    this.types(this.modes.bracketedPasteMode ? `\x1b[200~${keys}\x1b[201~` : keys);
  }

  resize({ columns, rows }: Size): void {
    this.trace.did(USER, `makes the terminal ${columns} by ${rows}`);
    this.screen.resize(columns, rows);
    this.pty.resize(columns, rows);
  }

  /** Passes when the client exits; answers its exit code. */
  async exits(limit = PATIENCE): Promise<number> {
    return until(
      this,
      () => this.exitCode,
      () => new Mismatch('The client did not end', 'its end', picture(this.rows)),
      limit,
    );
  }

  private otherScreen(expected: string): Mismatch {
    return new Mismatch('The screen is another than it should be', expected, picture(this.rows));
  }

  get crash(): string | undefined {
    return this.exitSignal === 0 || this.killed ? undefined : `died of signal ${this.exitSignal}`;
  }

  async kill(): Promise<void> {
    // The whole group: the client may run below a shell.
    if (this.exitCode === undefined) {
      this.killed = true;
      killGroup(this.pty.pid);
    }
    await this.exits();
    this.screen.dispose();
  }
}

/** A row as it is, or what it matches. */
type Row = string | RegExp;

function areAlike(rows: readonly string[], expected: readonly Row[]): boolean {
  return (
    rows.length === expected.length &&
    expected.every((row, y) =>
      typeof row === 'string' ? rows[y] === row.trimEnd() : row.test(rows[y] ?? ''),
    )
  );
}

/** The rows of a screen, `|` being the cursor, apart from the words around them. */
function picture(rows: readonly Row[]): string {
  return rows
    .map((row) => `\n  ${typeof row === 'string' ? row : `what matches ${String(row)}`}`)
    .join('');
}
