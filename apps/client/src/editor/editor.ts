import { ACTIONS, type Action } from './actions';
import { toClusters } from './clusters';
import type { Completion } from './completion';
import { History } from './history';
import { KillRing } from './kill-ring';
import type { Line } from './line';
import { Paste } from './paste';
import { Search } from './search';

/** What a key asks for, besides that the row is drawn again. */
export type Outcome =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'lines'; readonly texts: readonly string[] }
  | { readonly type: 'choices'; readonly texts: readonly string[] }
  | { readonly type: 'end' | 'interrupt' | 'quit' | 'suspend' | 'clear' };

/** Clusters, by their positions. */
export interface Clusters {
  readonly length: number;
  at(position: number): string | undefined;
}

/** What the row shows. */
export interface View {
  /** What stands in the place of the prompt, if anything does. */
  readonly prompt?: string;
  readonly clusters: Clusters;
  /** Before which of them the cursor is. */
  readonly cursor: number;
}

/** The keys that mean what they mean whatever the row shows. */
const ALWAYS = new Set(['C-c', 'C-z', 'C-l', 'C-\\']);

/** A line editor without its terminal: keys and text in, what is to be done and to be shown out. */
export class Editor {
  readonly history = new History();
  readonly kills = new KillRing();
  readonly completion: Completion;
  #paste: Paste | undefined;
  /** The lines of a paste that waits to be sent. */
  #pasted: readonly string[] | undefined;
  #search: Search | undefined;
  #lastAction: Action | undefined;

  constructor(completion: Completion) {
    this.completion = completion;
  }

  /** The line that is being edited. */
  get line(): Line {
    return this.history.line;
  }

  /** What the key before this one did. */
  get lastAction(): Action | undefined {
    return this.#lastAction;
  }

  get view(): View {
    if (this.#pasted !== undefined) {
      const text = `(${this.#pasted.length} lines pasted: Enter sends them, Escape drops them)`;
      return { clusters: toClusters(text), cursor: 0 };
    }
    if (this.#search !== undefined) {
      const { query, found } = this.#search;
      const text = found === undefined ? '' : (this.history.sent[found] ?? '');
      return { prompt: `(search: ${query}) `, clusters: toClusters(text), cursor: 0 };
    }
    return { clusters: this.line, cursor: this.line.cursor };
  }

  /** Text was typed. While a paste waits it goes into the draft, unseen, so as not to be lost. */
  type(text: string): void {
    this.#lastAction = undefined;
    if (this.#search === undefined) this.line.insert(text);
    else this.#search.seek(this.#search.query + text);
  }

  /** The next piece of what is being pasted. */
  paste(piece: string): void {
    this.#accept();
    const isFirst = this.#paste === undefined;
    this.#paste ??= new Paste();
    const { isSeveral } = this.#paste;
    this.line.insert(this.#paste.push(piece), !isFirst);
    if (this.#paste.isSeveral && !isSeveral) this.line.undo();
  }

  /** The paste is over. */
  endPaste(): void {
    const { isSeveral, lines } = this.#paste ?? new Paste();
    this.#paste = undefined;
    this.#lastAction = undefined;
    if (isSeveral) this.#pasted = [...(this.#pasted ?? []), ...lines];
  }

  /** A key was pressed; one that means nothing does nothing. */
  press(key: string): Outcome | undefined {
    if (!ALWAYS.has(key)) {
      if (this.#pasted !== undefined) return this.#answer(key, this.#pasted);
      if (this.#search !== undefined && this.#isOfSearch(key, this.#search)) return undefined;
    }
    const action = ACTIONS[key];
    const outcome = action?.(this);
    this.#lastAction = action;
    return outcome;
  }

  /** Begins a search in what was sent. */
  search(): void {
    this.#search = new Search(this.history.sent);
  }

  /** Sends or drops the paste that waits. */
  #answer(key: string, texts: readonly string[]): Outcome | undefined {
    if (!['return', 'enter', 'escape'].includes(key)) return undefined;
    this.#pasted = undefined;
    return key === 'escape' ? undefined : { type: 'lines', texts };
  }

  /** Whether a key is one of a search. Any other ends it. */
  #isOfSearch(key: string, search: Search): boolean {
    if (key === 'C-r') search.next();
    else if (key === 'backspace') search.seek(toClusters(search.query).slice(0, -1).join(''));
    else if (key === 'C-g') this.#search = undefined;
    else {
      this.#accept();
      return key === 'escape';
    }
    return true;
  }

  /** Ends a search with what was found. */
  #accept(): void {
    const found = this.#search?.found;
    this.#search = undefined;
    if (found !== undefined) this.history.goTo(found);
  }
}
