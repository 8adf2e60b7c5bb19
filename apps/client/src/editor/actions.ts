import { commonStart } from './completion';
import { toClusters } from './clusters';
import type { Editor, Outcome } from './editor';
import { wordEnd, wordStart } from './words';

/** What a key does. */
export type Action = (editor: Editor) => Outcome | undefined;

/** Deletes what stands between two positions, so that it can be put back. */
function kill({ line, kills }: Editor, from: number, to: number): void {
  kills.add(line.slice(from, to));
  line.replace(from, to, '');
}

const home: Action = ({ line }) => {
  line.moveTo(0);
};

const end: Action = ({ line }) => {
  line.moveTo(line.length);
};

const left: Action = ({ line }) => {
  line.moveTo(line.cursor - 1);
};

const right: Action = ({ line }) => {
  line.moveTo(line.cursor + 1);
};

const wordLeft: Action = ({ line }) => {
  line.moveTo(wordStart(line));
};

const wordRight: Action = ({ line }) => {
  line.moveTo(wordEnd(line));
};

const deleteLeft: Action = ({ line }) => {
  if (line.cursor > 0) line.replace(line.cursor - 1, line.cursor, '');
};

const deleteRight: Action = ({ line }) => {
  if (line.cursor < line.length) line.replace(line.cursor, line.cursor + 1, '');
};

const killWordLeft: Action = (editor) => {
  kill(editor, wordStart(editor.line), editor.line.cursor);
};

const killWordRight: Action = (editor) => {
  kill(editor, editor.line.cursor, wordEnd(editor.line));
};

const killToStart: Action = (editor) => {
  kill(editor, 0, editor.line.cursor);
};

const killToEnd: Action = (editor) => {
  kill(editor, editor.line.cursor, editor.line.length);
};

const yank: Action = ({ line, kills }) => {
  line.insert(kills.text);
};

/** Puts an older text in the place of the one that was just put back. */
const yankOlder: Action = ({ line, kills, lastAction }) => {
  if (lastAction !== yank && lastAction !== yankOlder) return;
  line.undo();
  kills.rotate();
  line.insert(kills.text);
};

/** Changes the clusters around the cursor for each other; at the end of the line, the two before it. */
const transpose: Action = ({ line }) => {
  const at = Math.min(line.cursor, line.length - 1);
  if (at < 1) return;
  line.replace(at - 1, at + 1, line.slice(at, at + 1) + line.slice(at - 1, at));
};

const undo: Action = ({ line }) => {
  line.undo();
};

const redo: Action = ({ line }) => {
  line.redo();
};

const previous: Action = ({ history }) => {
  history.previous();
};

const next: Action = ({ history }) => {
  history.next();
};

const search: Action = (editor) => {
  editor.search();
};

const submit: Action = ({ history }) => {
  const { text } = history.line;
  history.add(text);
  return { type: 'line', text };
};

const leaveOrDelete: Action = (editor) =>
  editor.line.length === 0 ? { type: 'end' } : deleteRight(editor);

/** Completes what stands before the cursor, as far as it is clear, or tells the choices. */
const complete: Action = ({ line, completion }) => {
  const typed = line.slice(0, line.cursor);
  const { start, texts } = completion.choices(typed);
  const begun = typed.slice(start);
  const common = commonStart(texts);
  if (texts.length > 1 && common.length <= begun.length) return { type: 'choices', texts };
  const whole = texts.length === 1 ? `${common} ` : common;
  if (texts.length > 0) line.replace(line.cursor - toClusters(begun).length, line.cursor, whole);
  return undefined;
};

/** What each key does, `C-` being Ctrl and `M-` Alt. */
export const ACTIONS: Readonly<Record<string, Action | undefined>> = {
  'C-a': home,
  home,
  'C-e': end,
  end,
  'C-b': left,
  left,
  'C-f': right,
  right,
  'M-b': wordLeft,
  'M-left': wordLeft,
  'C-left': wordLeft,
  'M-f': wordRight,
  'M-right': wordRight,
  'C-right': wordRight,
  backspace: deleteLeft,
  delete: deleteRight,
  'C-d': leaveOrDelete,
  'C-w': killWordLeft,
  'M-backspace': killWordLeft,
  'C-backspace': killWordLeft,
  'M-d': killWordRight,
  'M-delete': killWordRight,
  'C-delete': killWordRight,
  'C-u': killToStart,
  'C-k': killToEnd,
  'C-y': yank,
  'M-y': yankOlder,
  'C-t': transpose,
  'C-_': undo,
  'C-^': redo,
  'C-p': previous,
  up: previous,
  'C-n': next,
  down: next,
  'C-r': search,
  tab: complete,
  return: submit,
  enter: submit,
  'C-c': () => ({ type: 'interrupt' }),
  'C-z': () => ({ type: 'suspend' }),
  'C-\\': () => ({ type: 'quit' }),
  'C-l': () => ({ type: 'clear' }),
};
