import {
  configureSync,
  getJsonLinesFormatter,
  getLogger,
  getTextFormatter,
  type LogRecord,
} from '@logtape/logtape';
import type { Writable } from 'node:stream';
import { isatty } from 'node:tty';
import { inspect } from 'node:util';
import { LineWriter } from './line-writer';
import { SILENT, type Log } from './log';
import type { Options } from './options';

/** The log on standard error: a line to read on a terminal, else a line of JSON. */
export function openLog(level: Options['logLevel'], output: Writable): Log {
  if (level === 'off') return SILENT;
  const format = isatty(2)
    ? getTextFormatter({
        value: readable,
        format: ({ record, timestamp, message }) => `${timestamp ?? ''} ${record.level} ${message}`,
        timestamp: 'time',
      })
    : getJsonLinesFormatter({ categorySeparator: '.', properties: 'flatten' });
  const lines = new LineWriter(output, (leftOut) => format(leftOutOf(leftOut)));
  configureSync({
    sinks: {
      stderr: (record) => {
        lines.write(format(record));
      },
    },
    loggers: [
      { category: 'chat-server', sinks: ['stderr'], lowestLevel: level },
      { category: ['logtape', 'meta'], lowestLevel: 'error' },
    ],
  });
  return getLogger('chat-server');
}

function leftOutOf(leftOut: number): LogRecord {
  return {
    category: ['chat-server'],
    level: 'warning',
    timestamp: Date.now(),
    message: ['', leftOut, ' lines of the log were left out: there was no room for them'],
    rawMessage: '{leftOut} lines of the log were left out: there was no room for them',
    properties: { leftOut },
  };
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
