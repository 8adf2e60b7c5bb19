import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { Program } from '../program';
import { quote } from '../quote';
import { PATIENCE, until } from '../until';

/** How much of a long output a failure shows before and after the first wrong byte. */
const BEFORE = 40;
const AFTER = 160;

function difference(expected: Buffer, actual: Buffer): string {
  const wrong = expected.findIndex((byte, i) => actual[i] !== byte);
  const from = Math.max(0, wrong - BEFORE);
  const excerpt = (bytes: Buffer): string => quote(bytes.subarray(from, wrong + AFTER));
  return `stdout should go on with ${excerpt(expected)}, but goes on with ${excerpt(actual)}`;
}

/** A client whose stdin, stdout and stderr are pipes: what it prints is compared byte for byte. */
export class PipedClient extends EventEmitter {
  private readonly program: Program;
  private compared = 0;
  /** Set when the client has ended and all it printed has been read. */
  private over = false;

  constructor(argv: readonly string[]) {
    super();
    this.program = new Program(argv);
    const changed = (): void => {
      this.emit('change');
    };
    this.program.process.stdout?.on('data', changed);
    const ended = (): void => {
      this.over = true;
      changed();
    };
    this.program.exited.then(ended, ended);
    // What is typed after the client has gone is nobody's fault: its exit code tells.
    this.program.process.stdin?.on('error', () => undefined);
  }

  get stderr(): string {
    return this.program.stderr;
  }

  /** What has been printed and not yet been compared. */
  get unread(): Buffer {
    return this.program.stdout.subarray(this.compared);
  }

  /** Passes when the next bytes on stdout are these; fails at the first byte that is another. */
  async prints(expected: string | Uint8Array, limit = PATIENCE): Promise<void> {
    const bytes = Buffer.from(expected as Uint8Array);
    const complaint = (): string => difference(bytes, this.unread);
    await until(
      this,
      () => {
        const begun = this.unread.subarray(0, bytes.length);
        const right = bytes.subarray(0, begun.length).equals(begun);
        if (!right || (begun.length < bytes.length && this.over)) {
          throw new Error(complaint());
        }
        return begun.length === bytes.length;
      },
      complaint,
      limit,
    );
    this.compared += bytes.length;
  }

  /** Passes when stdout goes on, in whatever way, up to this; answers all of that. */
  async printsUpTo(ending: string): Promise<string> {
    await until(
      this,
      () => this.unread.includes(ending) || this.over,
      () => `stdout should go on up to ${quote(Buffer.from(ending))}`,
    );
    assert.ok(
      this.unread.includes(ending),
      `stdout should go on up to ${quote(Buffer.from(ending))}, but ends with ${quote(this.unread.subarray(-AFTER))}`,
    );
    const size = this.unread.indexOf(ending) + Buffer.byteLength(ending);
    const text = this.unread.toString('utf8', 0, size);
    this.compared += size;
    return text;
  }

  /** All that is still printed until the client ends. */
  async printsToEnd(): Promise<string> {
    await this.ends();
    const text = this.unread.toString();
    this.compared = this.program.stdout.length;
    return text;
  }

  /** Writes to stdin, in one piece. */
  types(text: string | Uint8Array): void {
    this.program.process.stdin?.write(text);
  }

  /** As {@link types}, and waits until the operating system has it all. */
  async takes(text: string | Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => {
      this.program.process.stdin?.write(text, () => {
        resolve();
      });
    });
  }

  closesStdin(): void {
    this.program.process.stdin?.end();
  }

  /** Nobody reads what the client prints from now on, as when `head` has had its lines. */
  stopReadingStdout(): void {
    this.program.process.stdout?.destroy();
  }

  /** Nobody reads what the client prints until {@link goOnReadingStdout}. */
  pauseReadingStdout(): void {
    this.program.process.stdout?.pause();
  }

  goOnReadingStdout(): void {
    this.program.process.stdout?.resume();
  }

  /** Passes when the client exits with this code, having printed nothing more. */
  async exits(code: number, limit = PATIENCE): Promise<void> {
    await this.ends(limit);
    const exit = await this.program.exited;
    const seen = `stdout went on with ${quote(this.unread)}, stderr: ${this.stderr}`;
    assert.equal(exit.code, code, `The exit code should be ${code} and is ${exit.code}; ${seen}`);
    assert.equal(quote(this.unread), '""', 'Nothing more should have been printed');
  }

  /** Passes when the client ends, whatever its exit code. */
  async ends(limit = PATIENCE): Promise<void> {
    await until(
      this,
      () => this.over,
      () => 'The client should have ended',
      limit,
    );
  }

  async kill(): Promise<void> {
    await this.program.kill();
  }
}
