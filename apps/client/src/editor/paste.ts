const NEWLINE = /\r\n|\r|\n/;

/** Control characters but the tab: in a paste they have no power, and mean nothing to who reads it. */
const CONTROL = new RegExp(String.raw`[^\P{Cc}\t]`, 'gu');

/** A paste that is coming in. Of one line, with a newline at its end or none, it is text like what is typed. */
export class Paste {
  readonly #lines: string[][] = [[]];
  /** A return at the end of a piece, which may be half of a newline. */
  #held = '';
  #isSeveral = false;

  /** Whether there are several lines by now. */
  get isSeveral(): boolean {
    return this.#isSeveral;
  }

  /** The lines as they are to be sent: as text, whatever they begin with; without blank ones at the end. */
  get lines(): readonly string[] {
    const lines = this.#lines.map((pieces) => pieces.join(''));
    lines.length = lines.findLastIndex((line) => line !== '') + 1;
    return lines.map((line) => (line.startsWith('/') ? ` ${line}` : line));
  }

  /**
   * Takes the next piece.
   *
   * @returns what it adds to the first line
   */
  push(piece: string): string {
    const text = this.#held + piece;
    this.#held = text.endsWith('\r') ? '\r' : '';
    const parts = text.slice(0, text.length - this.#held.length).split(NEWLINE);
    const [first = '', ...more] = parts.map((part) => part.replace(CONTROL, ''));
    const isFirstLine = this.#lines.length === 1;
    this.#lines.at(-1)?.push(first);
    for (const line of more) this.#lines.push([line]);
    this.#isSeveral ||= more.some((line) => line !== '') || (!isFirstLine && first !== '');
    return isFirstLine ? first : '';
  }
}
