import { format, SERVER_NO_CHANNEL_EXISTS } from '@chat/protocol';
import type { SessionEvent } from '@chat/session';
import type { Completion } from '../editor/completion';
import { parseMove } from '../moves';
import { LogFile } from '../text/log-file';
import { Look, shownText, type LookOptions } from '../text/look';
import { printable } from '../text/printable';

const BELL = '\x07';

/** Milliseconds from one bell to the next, at least. */
const BELL_PAUSE = 5000;

/** What is made of what is said. */
export interface TranscriptOptions extends LookOptions {
  /** Whether the terminal's bell rings when somebody says one's own name. */
  readonly bell: boolean;
  /** A file that the conversation is written to. */
  readonly log?: string;
}

/** What is said, on its way to the screen: written to the log, and learnt from for what Tab can complete. */
export class Transcript {
  readonly #look: Look;
  readonly #completion: Completion;
  readonly #rings: boolean;
  readonly #log: LogFile | undefined;
  /** Why it cannot be written, if it cannot: it is told once. */
  #logFault = '';
  #lastBell = -BELL_PAUSE;
  /** The channel that was last asked for. */
  #asked = '';

  /** @throws Error that says in one line why the log cannot be written */
  constructor(options: TranscriptOptions, completion: Completion) {
    this.#look = new Look(options);
    this.#completion = completion;
    this.#rings = options.bell;
    this.#log = options.log === undefined ? undefined : new LogFile(options.log);
  }

  /** What is printed for a frame that came, which is not blank. */
  received(event: SessionEvent | undefined, text: string): string {
    this.#learn(event);
    const shown = shownText(text);
    const fault = this.#write(shown);
    return `${this.#look.received(event, shown)}\n${fault}${this.#bell(event)}`;
  }

  /** What is printed for what the client itself has to say. */
  told(text: string): string {
    return `${this.#look.received(undefined, text)}\n${this.#write(text)}`;
  }

  /** What is printed for a line that is sent, without its end. */
  sent(text: string, prompt: string): string {
    this.#asked = parseMove(text)?.channel ?? '';
    if (this.#asked !== '' && isPrintable(this.#asked)) this.#completion.addChannel(this.#asked);
    const line = `${prompt}${printable(text)}`;
    const fault = this.#write(line);
    return this.#look.own(line) + (fault === '' ? '' : `\n${fault.trimEnd()}`);
  }

  #learn(event: SessionEvent | undefined): void {
    if (event?.type === 'message' && isPrintable(event.from)) this.#completion.addName(event.from);
    if (event?.type === 'joined' && isPrintable(event.name)) this.#completion.addName(event.name);
    if (event?.type === 'listing') {
      event.names.filter(isPrintable).forEach((name) => {
        this.#completion.addChannel(name);
      });
    }
    if (event?.type === 'refused' && event.text === format(SERVER_NO_CHANNEL_EXISTS, this.#asked)) {
      this.#completion.removeChannel(this.#asked);
    }
  }

  #bell(event: SessionEvent | undefined): string {
    const now = performance.now();
    if (!this.#rings || now - this.#lastBell < BELL_PAUSE || !this.#look.isCalled(event)) return '';
    this.#lastBell = now;
    return BELL;
  }

  /** @returns what is to be said if the log cannot be written, and that was not said before */
  #write(text: string): string {
    const before = this.#logFault;
    try {
      this.#log?.write(text);
      this.#logFault = '';
    } catch (error) {
      this.#logFault = `${printable((error as Error).message)}\n`;
    }
    return this.#logFault === before ? '' : this.#logFault;
  }
}

/** What is typed whole by Tab goes out as it is. */
function isPrintable(text: string): boolean {
  return printable(text) === text;
}
