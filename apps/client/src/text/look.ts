import type { SessionEvent } from '@chat/session';
import { styleText } from 'node:util';
import { late } from '../late';
import { printable } from './printable';
import { unlikeMe } from './unlike-me';

/** What lines look like. */
export interface LookOptions {
  /** One's own name. */
  readonly name: string;
  readonly colors: boolean;
  /** Whether each line begins with the time. */
  readonly timestamps: boolean;
}

type Style = Parameters<typeof styleText>[0];

/** Colours of names: all but red, which is for errors, and those that are hard to see on a dark or a bright screen. */
const NAME_COLORS = [
  ...(['green', 'yellow', 'blue', 'magenta', 'cyan'] as const),
  ...(['greenBright', 'yellowBright', 'blueBright', 'magentaBright', 'cyanBright'] as const),
];

/** A name in brackets that a message begins with, in quotes if it is like one's own. */
const NAMED = /^\["?([^\]]*?)"?\]/u;

/** What is shown of what came: the same text, coloured by what it is. */
export class Look {
  readonly #options: LookOptions;
  /** One's own name as a word. */
  readonly #own = late(
    () =>
      new RegExp(
        String.raw`(?<![\p{L}\p{N}_])${literally(printable(this.#options.name))}(?![\p{L}\p{N}_])`,
        'giu',
      ),
  );

  constructor(options: LookOptions) {
    this.#options = options;
  }

  /** Whether somebody has said one's own name. */
  isCalled(event: SessionEvent | undefined): boolean {
    return event?.type === 'message' && printable(event.text).search(this.#own()) >= 0;
  }

  /** The line of oneself. */
  own(text: string): string {
    return this.#timed(text);
  }

  /** @param shown all that a frame says, made printable */
  received(event: SessionEvent | undefined, shown: string): string {
    switch (event?.type) {
      case 'message':
        return this.#timed(this.#message(shown));
      case 'refused':
        return this.#timed(this.#styled('red', shown));
      case 'joined':
      case 'left':
      case 'notice':
        return this.#timed(this.#styled('dim', shown));
      default:
        return this.#timed(shown);
    }
  }

  #message(shown: string): string {
    const [named = '', name = ''] = NAMED.exec(shown) ?? [];
    const said = shown.slice(named.length).replace(this.#own(), (own) => this.#styled('bold', own));
    const color = NAME_COLORS[hash(name) % NAME_COLORS.length] ?? 'reset';
    return named.replace(name, () => this.#styled(color, name)) + said;
  }

  /** Whether there are colours is decided already. */
  #styled(style: Style, text: string): string {
    return this.#options.colors ? styleText(style, text, { validateStream: false }) : text;
  }

  #timed(text: string): string {
    if (!this.#options.timestamps) return text;
    const [time = ''] = /\d\d:\d\d/.exec(new Date().toString()) ?? [];
    return `${this.#styled('dim', time)} ${text}`;
  }
}

/** What came, as every screen shows it. */
export function shownText(text: string): string {
  return unlikeMe(printable(text));
}

/** The same number for the same name, always. */
function hash(name: string): number {
  let sum = 0;
  for (let at = 0; at < name.length; at++) sum = (sum * 31 + name.charCodeAt(at)) >>> 0;
  return sum;
}

/** A pattern of a text alone. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
