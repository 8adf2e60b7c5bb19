import { StringDecoder } from 'node:string_decoder';
import { Transform, Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';

const ESCAPE = '\x1b';

/** Characters behind an escape, at most, that belong to it: those of an arrow key, for one. */
const ESCAPE_LENGTH = 16;

/** Text, as long as it goes on, and each control character. */
const TEXT_OR_CONTROL = /\P{Cc}+|\p{Cc}/gu;

/**
 * A terminal's keys, one character at a time. What comes in larger chunks, readline appends to the line
 * wherever the cursor is, without counting the rows it fills. Text that comes at once, such as a paste,
 * is one key instead: for each, readline measures all of the line.
 */
export class EditorInput extends Transform {
  readonly isTTY = true;
  readonly #terminal: ReadStream;
  readonly #decoder = new StringDecoder('utf8');
  #sinceEscape = ESCAPE_LENGTH;

  constructor(terminal: ReadStream) {
    super({ readableObjectMode: true });
    this.#terminal = terminal;
    terminal.pipe(this);
  }

  /** Whether the terminal hands over each key as it is pressed, and echoes none. */
  setRawMode(raw: boolean): void {
    this.#terminal.setRawMode(raw);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    for (const [part] of this.#decoder.write(chunk).matchAll(TEXT_OR_CONTROL)) {
      const characters = Array.from(part);
      const keys = characters.splice(0, ESCAPE_LENGTH - this.#sinceEscape);
      const text = characters.join('');
      for (const key of isPaste(text) ? keys : part) this.push(key);
      if (isPaste(text)) this.push(text);
      this.#sinceEscape =
        part === ESCAPE ? 0 : Math.min(ESCAPE_LENGTH, this.#sinceEscape + part.length);
    }
    done();
  }

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    const [text] = values;
    if (event !== 'data' || !isPaste(text)) return super.emit(event, ...values);
    return super.emit('keypress', text, { sequence: text });
  }
}

/** One character is at most two units long. */
function isPaste(text: unknown): text is string {
  return typeof text === 'string' && text.length > 2;
}

/** The terminal that readline draws on: as wide as it is told, not as the terminal is by now. */
export class EditorOutput extends Writable {
  columns: number;
  readonly #terminal: WriteStream;

  constructor(terminal: WriteStream) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
    this.columns = terminal.columns;
  }

  override _write(text: string, encoding: BufferEncoding, done: () => void): void {
    this.#terminal.write(text, encoding);
    done();
  }
}
