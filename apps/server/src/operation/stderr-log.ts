import {
  configureSync,
  getJsonLinesFormatter,
  getLogger,
  getTextFormatter,
} from '@logtape/logtape';
import { inspect } from 'node:util';
import { SILENT, type Log } from './log';
import type { Options } from './options';

/** The log on standard error: a line to read on a terminal, else a line of JSON. */
export function openLog(level: Options['logLevel']): Log {
  if (level === 'off') return SILENT;
  // Whoever read the log may have gone: the server has not.
  process.stderr.on('error', () => undefined);
  const format = process.stderr.isTTY
    ? getTextFormatter({
        value: readable,
        format: ({ record, timestamp, message }) => `${timestamp ?? ''} ${record.level} ${message}`,
        timestamp: 'time',
      })
    : getJsonLinesFormatter({ categorySeparator: '.', properties: 'flatten' });
  configureSync({
    sinks: { stderr: (record) => process.stderr.write(format(record)) },
    loggers: [
      { category: 'chat-server', sinks: ['stderr'], lowestLevel: level },
      { category: ['logtape', 'meta'], lowestLevel: 'error' },
    ],
  });
  return getLogger('chat-server');
}

const PLAIN = /^[\w.:[\]-]+$/;

/** A name can hold joiners and other invisible characters: it is quoted, and they are spelled out. */
function readable(value: unknown): string {
  if (typeof value === 'string' && PLAIN.test(value)) return value;
  return inspect(value).replace(
    /\p{Cf}/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
