import { EventEmitter } from 'node:events';
import type * as Readline from 'node:readline';
import { late } from '../late';

/** Sequences that Node's decoder takes for one key: it would take the end of others for text. */
const OF_A_KEY = new RegExp(
  [
    String.raw`^\x1b\[\[.$`,
    String.raw`^\x1b\[\d*(?:;\d+)?[~^$@A-Za-z]$`,
    String.raw`^\x1bO\d*(?:;\d+)?[A-Za-z]$`,
    String.raw`^\x1b[^\[]$`,
  ].join('|'),
  'u',
);

const CONTROLS: Readonly<Record<string, string>> = {
  '\r': 'return',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\x7f': 'backspace',
};

/**
 * The name of the key that sends a control character: `return`, or `C-a` for Ctrl-A; `undefined` for one
 * that no key sends.
 */
export function controlName(control: string): string | undefined {
  const code = control.charCodeAt(0);
  const letter = String.fromCharCode(code + 0x40).toLowerCase();
  return CONTROLS[control] ?? (code < 0x20 ? `C-${letter}` : undefined);
}

/**
 * The name of the key that sends a sequence, with `C-` for Ctrl and `M-` for Alt before it: `left`,
 * `C-left`, `M-b`; `undefined` where it is no key's.
 */
export function sequenceName(sequence: string): string | undefined {
  // Some terminals send an escape before that of the key for Alt.
  const isAlt = sequence.startsWith('\x1b\x1b');
  const one = isAlt ? sequence.slice(1) : sequence;
  if (!OF_A_KEY.test(one)) return undefined;
  const { name, ctrl = false, meta = false } = decode(one);
  if (name === undefined || name === 'undefined') return undefined;
  return `${ctrl ? 'C-' : ''}${meta || isAlt ? 'M-' : ''}${name}`;
}

let decoded: Readline.Key = {};

/** Node's own, which is loaded at once for the first key. */
const decoder = late(() => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { emitKeypressEvents } = require('node:readline') as typeof Readline;
  const keys = new EventEmitter();
  keys.on('keypress', (_text: unknown, key: Readline.Key) => (decoded = key));
  // It asks no more of a stream than its events.
  emitKeypressEvents(keys as NodeJS.ReadableStream);
  return keys;
});

/** What the decoder makes of one whole sequence, at once. */
function decode(sequence: string): Readline.Key {
  decoded = {};
  decoder().emit('data', Buffer.from(sequence));
  return decoded;
}
