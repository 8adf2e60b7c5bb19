import { frameText } from '@chat/framing';
import { CLIENT_MESSAGE_PREFIX } from '@chat/protocol';
import type { ReadStream, WriteStream } from 'node:tty';
import { Completion } from '../editor/completion';
import { Editor, type Outcome, type View } from '../editor/editor';
import type { Screen, User } from '../screen';
import { printable } from '../text/printable';
import { DumbRow } from './dumb-row';
import { Keys, type Input } from './keys';
import { Modes } from './modes';
import { ScrolledRow, type Row } from './row';
import { Signals } from './signals';
import { Transcript, type TranscriptOptions } from './transcript';

const HELP = [
  '/create <name>  make a channel, and move into it',
  '/join <name>    move into a channel',
  '/list           see the channels',
  '/quit           leave, as Ctrl-D on an empty line does',
  'Anything else is said to everybody else in your channel.',
  'Up and Down go through what you sent, Ctrl-R searches it, Tab completes.',
].join('\n');

/** Columns of a terminal that does not say how many it has, as serial lines do not. */
const USUAL_COLUMNS = 80;

export interface TerminalOptions extends TranscriptOptions {
  /** Whether the terminal knows no escape sequences. */
  readonly isDumb: boolean;
}

/** A line editor with a history, which messages do not disturb (rule 26). */
export class Terminal implements Screen {
  readonly #input: ReadStream;
  readonly #output: WriteStream;
  readonly #row: Row;
  readonly #modes: Modes;
  readonly #editor: Editor;
  readonly #transcript: Transcript;
  readonly #keys = new Keys((inputs) => {
    this.#take(inputs);
  });
  #user: User | undefined;
  #signals: Signals | undefined;
  /** Whether somebody can type. */
  #isOpen = false;
  /** Why nothing can be sent, if nothing can. */
  #state: string | undefined;

  /** @throws Error that says in one line why the log cannot be written */
  constructor(input: ReadStream, output: WriteStream, options: TerminalOptions) {
    const completion = new Completion(['/create', '/join', '/list', '/help', '/quit']);
    this.#input = input;
    this.#output = output;
    this.#row = options.isDumb ? new DumbRow() : new ScrolledRow();
    this.#modes = new Modes(input, output, options.isDumb);
    this.#editor = new Editor(completion);
    this.#transcript = new Transcript(options, completion);
  }

  open(user: User): void {
    this.#user = user;
    this.#isOpen = true;
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

  prompt(state?: string): void {
    this.#state = state;
    this.#draw();
  }

  show(frames: readonly Uint8Array[]): boolean {
    const lines = frames.map((frame) => {
      const event = this.#user?.read(frame);
      const text = frameText(frame);
      return text === '' ? '' : this.#transcript.received(event, text);
    });
    const text = lines.join('');
    if (text !== '') this.#printAbove(text);
    return !this.#output.writableNeedDrain;
  }

  tell(text: string): void {
    this.#printAbove(this.#transcript.told(text));
  }

  pause(): void {
    this.#input.pause();
  }

  resume(): void {
    this.#input.resume();
  }

  close(lastLine?: string): void {
    if (this.#isOpen) this.#leaveRow();
    if (lastLine !== undefined) this.#output.write(this.#transcript.told(lastLine));
  }

  readonly #draw = (): void => {
    if (this.#isOpen) this.#output.write(this.#row.draw(this.#view, this.#columns));
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
    if (!this.#isOpen) return;
    this.#leaveRow();
    this.#user?.end();
  };

  /** Enter keeps the draft while it cannot be sent. */
  #take(inputs: readonly Input[]): void {
    for (const input of inputs) {
      if (!this.#isOpen || this.#user === undefined) return;
      if (input.type === 'text') this.#editor.type(input.text);
      else if (input.type === 'paste') this.#editor.paste(input.text);
      else if (input.type === 'paste-end') this.#editor.endPaste();
      else if (this.#state === undefined || !['return', 'enter'].includes(input.text)) {
        this.#follow(this.#editor.press(input.text), this.#user);
      }
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

  /** The line stays on the screen, whole. Two commands are the client's own. */
  #send(text: string, user: User): void {
    this.#output.write(this.#row.leave(this.#transcript.sent(text, CLIENT_MESSAGE_PREFIX)));
    if (text.trimEnd() === '/help') this.tell(HELP);
    else if (text.trimEnd() === '/quit') this.#end();
    else user.line(text);
  }

  get #view(): View {
    const { view } = this.#editor;
    return this.#state === undefined ? view : { ...view, prompt: `(${this.#state}) ` };
  }

  get #columns(): number {
    return this.#output.columns === 0 ? USUAL_COLUMNS : this.#output.columns;
  }

  get #shownDraft(): string {
    return `${CLIENT_MESSAGE_PREFIX}${printable(this.#editor.line.text)}`;
  }

  #printAbove(text: string): void {
    this.#output.write(this.#isOpen ? this.#row.printAbove(text, this.#view, this.#columns) : text);
  }

  /** Leaves what was being typed to be seen, if anything was, and the terminal as it was. */
  #leaveRow(): void {
    const isEmpty = this.#editor.line.length === 0;
    this.#output.write(isEmpty ? this.#row.wipe() : this.#row.leave(this.#shownDraft));
    this.#isOpen = false;
    this.#leave();
    process.off('exit', this.#leave);
    this.#signals?.stop();
    this.#input.pause();
  }
}
