import { frameText } from '@chat/framing';
import { CLIENT_MESSAGE_PREFIX } from '@chat/protocol';
import type { ReadStream, WriteStream } from 'node:tty';
import { Completion } from '../editor/completion';
import { Editor, type Outcome } from '../editor/editor';
import type { Screen, User } from '../screen';
import { printable } from '../text/printable';
import { DumbRow } from './dumb-row';
import { Keys, type Input } from './keys';
import { Modes } from './modes';
import { ScrolledRow, type Row } from './row';
import { Signals } from './signals';

/** A line editor with a history, which messages do not disturb (rule 26). */
export class Terminal implements Screen {
  readonly #input: ReadStream;
  readonly #output: WriteStream;
  readonly #row: Row;
  readonly #modes: Modes;
  readonly #editor = new Editor(new Completion(['/create', '/join', '/list']));
  readonly #keys = new Keys((inputs) => {
    this.#take(inputs);
  });
  #user: User | undefined;
  #signals: Signals | undefined;

  /** @param isDumb whether the terminal knows no escape sequences */
  constructor(input: ReadStream, output: WriteStream, isDumb: boolean) {
    this.#input = input;
    this.#output = output;
    this.#row = isDumb ? new DumbRow() : new ScrolledRow();
    this.#modes = new Modes(input, output, isDumb);
  }

  open(user: User): void {
    this.#user = user;
    this.#input.on('data', (chunk) => {
      this.#keys.push(chunk);
    });
    // The terminal is gone.
    this.#input.on('end', this.#end).on('error', this.#end);
    this.#output.on('resize', this.#draw);
    this.#output.on('drain', () => {
      user.ready();
    });
    this.#signals = new Signals({
      leave: () => {
        this.#output.write(this.#row.leave(this.#shownDraft));
        this.#leave();
      },
      enter: this.#enter,
      end: () => {
        this.#leaveRow();
      },
    });
    process.once('exit', this.#leave);
    this.#enter();
  }

  prompt(): void {
    this.#draw();
  }

  show(frames: readonly Uint8Array[]): boolean {
    const text = frames
      .map(frameText)
      .filter((said) => said !== '')
      .map((said) => `${printable(said)}\n`)
      .join('');
    if (text !== '') this.#printAbove(text);
    return !this.#output.writableNeedDrain;
  }

  tell(text: string): void {
    this.#printAbove(`${text}\n`);
  }

  pause(): void {
    this.#input.pause();
  }

  resume(): void {
    this.#input.resume();
  }

  close(lastLine?: string): void {
    if (this.#user !== undefined) this.#leaveRow();
    if (lastLine !== undefined) this.#output.write(`${lastLine}\n`);
  }

  readonly #draw = (): void => {
    if (this.#user === undefined) return;
    this.#output.write(this.#row.draw(this.#editor.view, this.#output.columns));
  };

  readonly #enter = (): void => {
    this.#modes.enter();
    this.#draw();
  };

  readonly #leave = (): void => {
    this.#keys.stop();
    this.#modes.leave();
  };

  /** Nothing more is typed. */
  readonly #end = (): void => {
    const user = this.#user;
    if (user === undefined) return;
    this.#leaveRow();
    user.end();
  };

  #take(inputs: readonly Input[]): void {
    for (const input of inputs) {
      if (this.#user === undefined) return;
      if (input.type === 'text') this.#editor.type(input.text);
      else if (input.type === 'paste') this.#editor.paste(input.text);
      else if (input.type === 'paste-end') this.#editor.endPaste();
      else this.#follow(this.#editor.press(input.text), this.#user);
    }
    this.#draw();
  }

  #follow(outcome: Outcome | undefined, user: User): void {
    switch (outcome?.type) {
      case 'line':
        this.#send(outcome.text, user);
        break;
      case 'lines':
        for (const text of outcome.texts) this.#send(text, user);
        break;
      case 'choices':
        this.#printAbove(`${outcome.texts.join('  ')}\n`);
        break;
      case 'end':
        this.#end();
        break;
      case 'interrupt':
        user.interrupt();
        break;
      case 'quit':
        this.#signals?.raise('SIGQUIT');
        break;
      case 'suspend':
        this.#signals?.suspend();
        break;
      case 'clear':
        this.#output.write(this.#row.clearScreen(this.#output.rows));
    }
  }

  /** The line stays on the screen, whole. */
  #send(text: string, user: User): void {
    this.#output.write(this.#row.leave(`${CLIENT_MESSAGE_PREFIX}${printable(text)}`));
    user.line(text);
  }

  get #shownDraft(): string {
    return `${CLIENT_MESSAGE_PREFIX}${printable(this.#editor.line.text)}`;
  }

  #printAbove(text: string): void {
    if (this.#user === undefined) this.#output.write(text);
    else this.#output.write(this.#row.printAbove(text, this.#editor.view, this.#output.columns));
  }

  /** Leaves what was being typed to be seen, if anything was, and the terminal as it was. */
  #leaveRow(): void {
    const isEmpty = this.#editor.line.length === 0;
    this.#output.write(isEmpty ? this.#row.wipe() : this.#row.leave(this.#shownDraft));
    this.#user = undefined;
    this.#leave();
    process.off('exit', this.#leave);
    this.#signals?.stop();
    this.#input.pause();
  }
}
