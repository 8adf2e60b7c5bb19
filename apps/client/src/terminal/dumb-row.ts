import { CLIENT_MESSAGE_PREFIX } from '@chat/protocol';
import { columnsOf } from '../text/columns';
import type { View } from '../editor/editor';
import { printablePart } from '../text/printable';
import type { Row } from './row';

/** Clusters on each side of the cursor that are printed, at most. */
const REACH = 500;

const BACKSPACE = '\b';

/**
 * What is being typed, on a terminal that knows no escape sequences: what is typed at the end is printed, and
 * what is deleted there is taken back. After any other edit, and below a message, all of it is printed again.
 */
export class DumbRow implements Row {
  /** What stands in the row, before the cursor; `undefined` where the row is empty. */
  #drawn: string | undefined;

  draw(view: View): string {
    const { before, behind } = textOf(view);
    const drawn = this.#drawn;
    this.#drawn = behind === '' ? before : '';
    if (drawn === undefined) return before + behind + back(behind);
    if (behind === '' && drawn !== '') {
      if (before.startsWith(drawn)) return before.slice(drawn.length);
      if (drawn.startsWith(before)) {
        const gone = columnsOf(drawn.slice(before.length));
        return `${BACKSPACE} ${BACKSPACE}`.repeat(gone);
      }
    }
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
