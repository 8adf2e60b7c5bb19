import { CLIENT_MESSAGE_PREFIX } from '@chat/protocol';
import { columnsOf } from '../text/columns';
import { toClusters } from '../editor/clusters';
import type { View } from '../editor/editor';
import { printablePart } from '../text/printable';
import type { Row } from './row';

/** Clusters on each side of the cursor that are printed, at most. */
const REACH = 500;

const BACKSPACE = '\b';

/**
 * What is being typed, on a terminal that knows no escape sequences: with the cursor at the end, what is new
 * is printed, and what is gone is taken back. After any other edit, and below a message, all is printed again.
 */
export class DumbRow implements Row {
  /** What stands in the row, before the cursor; `undefined` where the row is empty. */
  #drawn: string | undefined;

  draw(view: View): string {
    const { before, behind } = textOf(view);
    const drawn = this.#drawn;
    this.#drawn = behind === '' ? before : '';
    if (drawn === undefined) return before + behind + back(behind);
    if (behind === '' && drawn !== '') return changed(drawn, before);
    return `\r\n${before}${behind}${back(behind)}`;
  }

  printAbove(text: string, view: View): string {
    const end = this.#drawn === undefined ? '' : '\r\n';
    this.#drawn = undefined;
    return `${end}${text.replaceAll('\n', '\r\n')}${this.draw(view)}`;
  }

  leave(line: string): string {
    // The line stands there already, unless it was edited otherwise than at its end.
    const end = this.#drawn === line ? '' : `\r\n${line}`;
    this.#drawn = undefined;
    return `${end}\r\n`;
  }

  wipe(): string {
    return this.leave(this.#drawn ?? '');
  }

  clearScreen(): string {
    return '';
  }
}

/** What makes one text, behind which the cursor is, another. */
function changed(drawn: string, text: string): string {
  const [old, fresh] = [toClusters(drawn), toClusters(text)];
  const same = old.findIndex((cluster, at) => cluster !== fresh[at]);
  const kept = same < 0 ? old.length : same;
  const gone = columnsOf(old.slice(kept).join(''));
  return `${BACKSPACE} ${BACKSPACE}`.repeat(gone) + fresh.slice(kept).join('');
}

function textOf({ prompt = CLIENT_MESSAGE_PREFIX, clusters, cursor }: View) {
  let [before, behind] = [prompt, ''];
  const end = Math.min(clusters.length, cursor + REACH);
  for (let at = Math.max(0, cursor - REACH); at < end; at++) {
    const text = printablePart(clusters.at(at) ?? '');
    if (at < cursor) before += text;
    else behind += text;
  }
  return { before, behind };
}

function back(text: string): string {
  return BACKSPACE.repeat(columnsOf(text));
}
