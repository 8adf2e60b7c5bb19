import { CLIENT_MESSAGE_PREFIX } from '@chat/protocol';
import { columnsOf } from '../text/columns';
import { toClusters } from '../editor/clusters';
import type { Clusters, View } from '../editor/editor';
import { printablePart } from '../text/printable';

/** Where what is being typed is drawn, and above which messages are printed. */
export interface Row {
  /** What draws the view in the row, whatever it showed before. */
  draw(view: View, columns: number): string;
  /** What prints whole lines where the row is, and draws the view in the row below. */
  printAbove(text: string, view: View, columns: number): string;
  /** What prints a line where the row is, and begins another row below. */
  leave(line: string): string;
  /** What makes the row empty. */
  wipe(): string;
  /** What moves all that is seen out of the screen, to where it can be scrolled back to. */
  clearScreen(rows: number): string;
}

const CLEAR_ROW = '\r\x1b[K';
const CLEAR_BELOW = '\r\x1b[J';
const TO_TOP = '\x1b[H';
const [WRAP_OFF, WRAP_ON] = ['\x1b[?7l', '\x1b[?7h'];

/** Columns behind the prompt, at least, for the draft to be seen: a wide character needs two. */
const LEAST_ROOM = 2;
/** Columns behind another prompt for it to be shown whole. */
const ENOUGH_ROOM = 10;

/**
 * One row of the screen (rule 26), scrolled sideways where the draft is longer. It is drawn whole and then, if
 * anything stands behind the cursor, from its beginning up to there, while the terminal does not wrap: so the cursor is where the terminal
 * has it, whatever it thinks of widths, and nothing above is ever touched.
 */
export class ScrolledRow implements Row {
  /** The first cluster that is seen. */
  #first = 0;

  draw({ prompt: whole = CLIENT_MESSAGE_PREFIX, clusters, cursor }: View, columns: number): string {
    const prompt = fitting(whole, columns);
    const room = columns - columnsOf(prompt);
    // The beginning of the prompt stands for the draft.
    if (room < LEAST_ROOM) return `${CLEAR_ROW}${WRAP_OFF}${prompt.slice(0, columns)}${WRAP_ON}`;
    // The cursor needs a column too.
    const { first, before, behind } = this.#window(clusters, cursor, room - 1);
    this.#first = first;
    const toCursor = behind === '' ? '' : `\r${prompt}${before}`;
    return `${CLEAR_ROW}${WRAP_OFF}${prompt}${before}${behind}${toCursor}${WRAP_ON}`;
  }

  printAbove(text: string, view: View, columns: number): string {
    return `${CLEAR_BELOW}${text.replaceAll('\n', '\r\n')}${this.draw(view, columns)}`;
  }

  leave(line: string): string {
    this.#first = 0;
    return `${CLEAR_BELOW}${line}\r\n`;
  }

  wipe(): string {
    return CLEAR_BELOW;
  }

  clearScreen(rows: number): string {
    return `${CLEAR_ROW}${'\n'.repeat(rows - 1)}${TO_TOP}`;
  }

  /** What of the clusters is seen: as before, as far as the cursor is in it and no room is left at its end. */
  #window(clusters: Clusters, cursor: number, room: number) {
    let first = Math.min(this.#first, cursor);
    let left = room;
    const before: string[] = [];
    const takeBefore = (from: number): void => {
      for (let at = cursor - before.length; at > from; at--) {
        const cell = cellOf(clusters.at(at - 1));
        if (cell.columns > left) return;
        left -= cell.columns;
        before.unshift(cell.text);
      }
    };
    takeBefore(first);
    first = cursor - before.length;
    let behind = '';
    for (let at = cursor; ; at++) {
      const cluster = clusters.at(at);
      if (cluster === undefined) break;
      const { text, columns } = cellOf(cluster);
      if (columns > left) return { first, before: before.join(''), behind };
      left -= columns;
      behind += text;
    }
    takeBefore(0);
    return { first: cursor - before.length, before: before.join(''), behind };
  }
}

/** A prompt, of which the beginning stands for the whole where the draft would have too little room. */
function fitting(prompt: string, columns: number): string {
  if (prompt === CLIENT_MESSAGE_PREFIX || columns - columnsOf(prompt) >= ENOUGH_ROOM) return prompt;
  const [most, rest] = [Math.floor(columns / 2), '… '];
  return (
    toClusters(prompt)
      .slice(0, Math.max(0, most - rest.length))
      .join('') + rest
  );
}

/** A cluster as it is shown. One without a width counts too, or a row would have no end. */
function cellOf(cluster = ''): { text: string; columns: number } {
  const text = printablePart(cluster);
  return { text, columns: Math.max(1, columnsOf(text)) };
}
