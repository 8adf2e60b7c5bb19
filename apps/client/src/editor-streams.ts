import { StringDecoder } from 'node:string_decoder';
import { Transform, Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';

/**
 * A terminal's keys, one character at a time. What comes in larger chunks, such as a paste, readline
 * appends to the line wherever the cursor is, without counting the rows it fills.
 */
export class EditorInput extends Transform {
  readonly isTTY = true;
  readonly #terminal: ReadStream;
  readonly #decoder = new StringDecoder('utf8');

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
    for (const character of this.#decoder.write(chunk)) this.push(character);
    done();
  }
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
