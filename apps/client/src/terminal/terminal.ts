import { decodeText } from '@chat/framing';
import { CLIENT_MESSAGE_PREFIX } from '@chat/protocol';
import {
  clearScreenDown,
  createInterface,
  cursorTo,
  moveCursor,
  type Interface,
} from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import { EditorInput, EditorOutput } from './editor-streams';
import { printable } from '../text/printable';
import type { Screen, User } from '../screen';

const HISTORY_SIZE = 1000;

/** A line editor with a history, which messages do not disturb (rule 26). */
export class Terminal implements Screen {
  readonly #input: EditorInput;
  readonly #output: WriteStream;
  readonly #editorOutput: EditorOutput;
  #editor: Interface | undefined;

  constructor(input: ReadStream, output: WriteStream) {
    this.#input = new EditorInput(input);
    this.#output = output;
    this.#editorOutput = new EditorOutput(output);
  }

  open(user: User): void {
    const editor = createInterface({
      input: this.#input,
      output: this.#editorOutput,
      terminal: true,
      prompt: CLIENT_MESSAGE_PREFIX,
      historySize: HISTORY_SIZE,
    });
    this.#editor = editor;
    editor.on('line', (line) => {
      user.line(line);
    });
    editor.on('SIGINT', () => {
      user.interrupt();
    });
    // Back in the foreground after Ctrl-Z: the editor is paused until it prompts.
    editor.on('SIGCONT', () => {
      this.#draw(editor, editor.getCursorPos().rows);
    });
    // Ctrl-D on an empty line, or the terminal is gone.
    editor.on('close', () => {
      if (this.#editor === undefined) return;
      this.#editor = undefined;
      this.#output.write('\n');
      user.end();
    });
    this.#output.on('resize', this.#resize);
    this.#output.on('drain', () => {
      user.ready();
    });
    editor.prompt();
  }

  prompt(): void {
    this.#editor?.prompt();
  }

  show(messages: readonly Uint8Array[]): boolean {
    const text = messages
      .filter((message) => message.length > 0)
      .map((message) => `${printable(decodeText(message))}\n`)
      .join('');
    if (this.#editor === undefined) this.#output.write(text);
    else if (text !== '') this.#printAbove(this.#editor, text);
    return !this.#output.writableNeedDrain;
  }

  pause(): void {
    this.#editor?.pause();
  }

  resume(): void {
    this.#editor?.resume();
  }

  close(lastLine?: string): void {
    const editor = this.#editor;
    if (editor !== undefined) {
      if (editor.line === '') this.#wipe(0);
      else this.#leaveLine(editor);
      this.#editor = undefined;
      editor.close();
    }
    if (lastLine !== undefined) this.#output.write(`${lastLine}\n`);
  }

  /** Prints whole lines where the prompt is, and the line being typed below them. */
  #printAbove(editor: Interface, text: string): void {
    const { rows } = editor.getCursorPos();
    this.#wipe(rows);
    this.#output.write(text);
    this.#draw(editor, rows);
  }

  /**
   * Draws the line being typed again, for another width. Some terminals have wrapped it anew by now and
   * some have not: the cursor is at least so far below the prompt, and no message above is wiped.
   */
  readonly #resize = (): void => {
    const editor = this.#editor;
    if (editor === undefined) return;
    const drawn = editor.getCursorPos().rows;
    this.#editorOutput.columns = this.#output.columns;
    this.#wipe(Math.min(drawn, editor.getCursorPos().rows));
    this.#draw(editor, drawn);
  };

  /** Clears the line being typed, the cursor being so many rows below its prompt. */
  #wipe(rows: number): void {
    moveCursor(this.#output, 0, -rows);
    cursorTo(this.#output, 0);
    clearScreenDown(this.#output);
  }

  /**
   * Draws the line being typed from the current row on.
   *
   * @param drawn how many rows below its prompt the cursor was when the editor drew it last: the
   *   editor goes up as many before it draws
   */
  #draw(editor: Interface, drawn: number): void {
    this.#output.write('\n'.repeat(drawn));
    editor.prompt(true);
  }

  /** Leaves what was being typed to be seen, and goes on below it. */
  #leaveLine(editor: Interface): void {
    editor.write(null, { ctrl: true, name: 'e' });
    this.#output.write('\n');
  }
}
