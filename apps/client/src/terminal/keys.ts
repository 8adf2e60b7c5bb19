import { StringDecoder } from 'node:string_decoder';
import { controlName, sequenceName } from './key-names';
import { modifiedKey } from './modified-keys';

/** What came from a terminal: text, a key by its name (see {@link controlName}), or a paste in pieces. */
export type Input =
  | { readonly type: 'text' | 'key' | 'paste'; readonly text: string }
  | { readonly type: 'paste-end' };

const ESCAPE = '\x1b';
const ESCAPE_KEY: Input = { type: 'key', text: 'escape' };
const PASTE_START = `${ESCAPE}[200~`;
const PASTE_END = `${ESCAPE}[201~`;

/** Milliseconds that the rest of a sequence has to come, and that a paste may pause. */
const SEQUENCE_TIMEOUT = 500;
const PASTE_TIMEOUT = 1000;

/** Units that a sequence may have, at most: the end of a longer one is lost. */
const SEQUENCE_LIMIT = 4096;

/** What is whole, as ECMA-48 has it, with what terminals made of it. */
const WHOLE = new RegExp(
  [
    String.raw`(?<text>\P{Cc}+)`,
    String.raw`(?<control>[^\x1b\P{Cc}])`,
    // The mouse, of old, and the function keys of the Linux console, neither of which ECMA-48 knows.
    String.raw`\x1b\[M[^]{3}`,
    String.raw`(?<key>\x1b\[\[.|\x1b{1,2}\[(?![M\[])[\x20-\x3f]*[\x40-\x7e]|\x1b{1,2}O[\d;]*[A-Za-z]|\x1b[^\x1b\[OP\]X^_])`,
    // A string, such as the answer to a question: up to its end, or to where it is broken off.
    String.raw`\x1b[P\]X^_][^\x07\x1b\x9c]*(?:[\x07\x9c]|\x1b\\|(?=\x1b[^\\]))`,
  ].join('|'),
  'uy',
);

/** What may become whole with what comes next. */
const BEGUN = new RegExp(
  String.raw`\x1b{1,2}(?:\[(?:M[^]{0,2}|\[|[\x20-\x3f]*)|O[\d;]*|[P\]X^_][^\x07\x1b\x9c]*\x1b?)?$`,
  'uy',
);

/** What can only be passed over. */
const BROKEN = new RegExp(String.raw`\x1b(?:\[[\x20-\x3f]*|O[\d;]*)?`, 'uy');

/**
 * Tells keys, text and pastes apart in what a terminal sends, cut anywhere. What the terminal reports of
 * itself, and what is no key, is passed over as a whole.
 */
export class Keys {
  readonly #tell: (inputs: Input[]) => void;
  readonly #decoder = new StringDecoder('utf8');
  #held = '';
  #isPaste = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param tell takes what came, in order */
  constructor(tell: (inputs: Input[]) => void) {
    this.#tell = tell;
  }

  push(chunk: Buffer): void {
    const held = this.#held;
    const inputs: Input[] = [];
    this.#held = this.#read(held + this.#decoder.write(chunk), inputs);
    const goesOn = !this.#isPaste && held !== '' && this.#held.startsWith(held);
    if (!goesOn) this.#await();
    this.#tell(inputs);
  }

  /** Forgets what has begun. */
  stop(): void {
    this.#held = '';
    this.#isPaste = false;
    clearTimeout(this.#timer);
  }

  /** @returns what is not whole yet */
  #read(text: string, inputs: Input[]): string {
    let at = 0;
    while (at < text.length) {
      const size = this.#isPaste
        ? this.#readPaste(text.slice(at), inputs)
        : this.#readToken(text, at, inputs);
      if (size === 0) break;
      at += size;
    }
    return text.slice(at);
  }

  /** @returns how many units were read, or 0 where more have to come */
  #readToken(text: string, at: number, inputs: Input[]): number {
    const whole = matchAt(WHOLE, text, at);
    if (whole !== null) {
      const [token] = whole;
      if (token === PASTE_START) this.#isPaste = true;
      else inputs.push(...inputOf(whole.groups ?? {}));
      return token.length;
    }
    const [begun = ''] = matchAt(BEGUN, text, at) ?? [];
    if (begun !== '') return begun.length <= SEQUENCE_LIMIT ? 0 : begun.length;
    const [broken = ''] = matchAt(BROKEN, text, at) ?? [];
    if (broken === ESCAPE) inputs.push(ESCAPE_KEY);
    return broken.length;
  }

  /** @returns as {@link #readToken}: what may be the beginning of the end is left */
  #readPaste(text: string, inputs: Input[]): number {
    const end = text.indexOf(PASTE_END);
    const piece = end >= 0 ? text.slice(0, end) : text.slice(0, text.length - endBegun(text));
    if (piece !== '') inputs.push({ type: 'paste', text: piece });
    if (end < 0) return piece.length;
    this.#isPaste = false;
    inputs.push({ type: 'paste-end' });
    return end + PASTE_END.length;
  }

  /** What does not come to its end in time has none. */
  #await(): void {
    clearTimeout(this.#timer);
    if (this.#held === '' && !this.#isPaste) return;
    this.#timer = setTimeout(
      () => {
        const [held, isPaste] = [this.#held, this.#isPaste];
        this.stop();
        if (isPaste) this.#tell([{ type: 'paste', text: held }, { type: 'paste-end' }]);
        else if (held.replaceAll(ESCAPE, '') === '') this.#tell([ESCAPE_KEY]);
      },
      this.#isPaste ? PASTE_TIMEOUT : SEQUENCE_TIMEOUT,
    );
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function inputOf({ text, control, key }: Record<string, string | undefined>): Input[] {
  if (text !== undefined) return [{ type: 'text', text }];
  const modified = key === undefined ? undefined : modifiedKey(key);
  if (modified !== undefined) return modified;
  const name = control === undefined ? sequenceName(key ?? '') : controlName(control);
  return name === undefined ? [] : [{ type: 'key', text: name }];
}

/** How many units at the end of a text may be the first of a paste's end. */
function endBegun(text: string): number {
  for (let size = PASTE_END.length - 1; size > 0; size--) {
    if (text.endsWith(PASTE_END.slice(0, size))) return size;
  }
  return 0;
}
