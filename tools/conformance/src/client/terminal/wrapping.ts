import assert from 'node:assert/strict';
import { type Check } from '../../check';
import { frame, frames } from '../../frame';
import { COOKED_TERMINAL } from '../roots/causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { onTerminal } from '../driver/terminal-session';

const DIGITS = '0123456789';

/** A line of 60 characters, which does not fit a row of 30 columns. */
const LINE = DIGITS.repeat(6);

/** What a row that is too short for the line shows of it: its end, however much of what is before. */
const ITS_END = /^\[Me\] \d{10,}(?<=123456789)\|$/;

/** The line as it stands when it is sent, on a terminal of 30 columns. */
const WRAPPED = [`[Me] ${LINE.slice(0, 25)}`, LINE.slice(25, 55), LINE.slice(55)] as const;

/** A check's `run`: the line no longer fits its row, and what stood above it is not overwritten. */
function narrowed(kind: { rewraps: boolean }): (subject: ClientUnderTest) => Promise<void> {
  return onTerminal(async ({ terminal, server }) => {
    await server.send(frames('one', 'two', 'three'));
    await terminal.shows('one', 'two', 'three', '[Me] |');
    terminal.types(LINE.slice(0, 59));
    await terminal.shows('one', 'two', 'three', `[Me] ${LINE.slice(0, 59)}|`);
    terminal.resize({ columns: 30, rows: 24 });
    terminal.types('9');
    await terminal.showsLast(ITS_END);
    await server.send(frame('[Alice] still here?'));
    await terminal.showsLast('[Alice] still here?', ITS_END);
    assert.deepEqual(terminal.rows.slice(0, 3), ['one', 'two', 'three']);
    terminal.types('\r');
    await server.receives(LINE);
  }, kind);
}

/** A check's `run`: the line fits its row now, and what stood above it is not overwritten. */
function widened(kind: { rewraps: boolean }): (subject: ClientUnderTest) => Promise<void> {
  return onTerminal(
    async ({ terminal, server }) => {
      await server.send(frames('one', 'two', 'three'));
      await terminal.shows('one', 'two', 'three', '[Me] |');
      terminal.types(LINE);
      await terminal.shows('one', 'two', 'three', ITS_END);
      terminal.resize({ columns: 80, rows: 24 });
      terminal.types('!');
      await terminal.showsLast(`[Me] ${LINE}!|`);
      await server.send(frame('[Alice] still here?'));
      await terminal.showsLast('[Alice] still here?', `[Me] ${LINE}!|`);
      assert.deepEqual(terminal.rows.slice(0, 3), ['one', 'two', 'three']);
      terminal.types('\r');
      await server.receives(`${LINE}!`);
    },
    { columns: 30, ...kind },
  );
}

export const wrappingChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-26.29',
    level: 'should',
    statement:
      'a line longer than a row keeps to its row, survives a message, and is whole when sent',
    cause: COOKED_TERMINAL,
    run: onTerminal(
      async ({ terminal, server }) => {
        terminal.types(LINE);
        await terminal.shows(ITS_END);
        await server.send(frame('[Alice] hello'));
        await terminal.shows('[Alice] hello', ITS_END);
        terminal.types('\r');
        await server.receives(LINE);
        await terminal.shows('[Alice] hello', ...WRAPPED, '[Me] |');
      },
      { columns: 30 },
    ),
  },
  {
    id: 'C-26.30',
    level: 'should',
    statement: 'with the cursor far from the end of a long line, a message tears nothing',
    cause: COOKED_TERMINAL,
    run: onTerminal(
      async ({ terminal, server }) => {
        terminal.types(LINE);
        await terminal.shows(ITS_END);
        terminal.presses('left', 50);
        const there = /^\[Me\] \d*\|0123456789\d*$/;
        await terminal.shows(there);
        await server.send(frame('[Alice] hello'));
        await terminal.shows('[Alice] hello', there);
        terminal.types('!\r');
        await server.receives(`${DIGITS}!${LINE.slice(10)}`);
      },
      { columns: 30 },
    ),
  },
  {
    id: 'C-26.31',
    level: 'should',
    statement: 'at the bottom of the screen a long line survives a message',
    run: onTerminal(
      async ({ terminal, server }) => {
        await server.send(frame('1\n2\n3\n4\n5\n6'));
        await terminal.shows('2', '3', '4', '5', '6', '[Me] |');
        terminal.types(LINE);
        await terminal.shows('2', '3', '4', '5', '6', ITS_END);
        await server.send(frame('[Alice] hello'));
        await terminal.shows('3', '4', '5', '6', '[Alice] hello', ITS_END);
        terminal.types('\r');
        await server.receives(LINE);
      },
      { columns: 30, rows: 6 },
    ),
  },
  {
    id: 'C-26.32',
    level: 'should',
    statement: 'a line that just fills its row survives a message and goes on in its row',
    run: onTerminal(
      async ({ terminal, server }) => {
        terminal.types(LINE.slice(0, 25));
        await terminal.showsRow(/^\[Me\] \d*234\|?$/);
        await server.send(frame('[Alice] hello'));
        await terminal.showsRow(/^\[Alice\] hello$/);
        terminal.types('x');
        await terminal.shows('[Alice] hello', /^\[Me\] \d*234x\|$/);
        terminal.types('\r');
        await server.receives(`${LINE.slice(0, 25)}x`);
      },
      { columns: 30 },
    ),
  },
  {
    id: 'C-26.33',
    level: 'should',
    statement: 'a message longer than a row wraps above what is typed',
    run: onTerminal(
      async ({ terminal, server }) => {
        terminal.types('half');
        await terminal.shows('[Me] half|');
        await server.send(frame(`[Alice] ${LINE}`));
        await terminal.shows(
          `[Alice] ${LINE.slice(0, 22)}`,
          LINE.slice(22, 52),
          LINE.slice(52),
          '[Me] half|',
        );
      },
      { columns: 30 },
    ),
  },
  {
    id: 'C-26.34',
    level: 'should',
    statement: 'a message that just fills its row is followed by the prompt, not by a gap',
    run: onTerminal(
      async ({ terminal, server }) => {
        await server.send(frame(LINE.slice(0, 30)));
        await terminal.shows(LINE.slice(0, 30), '[Me] |');
        terminal.types('half');
        await terminal.shows(LINE.slice(0, 30), '[Me] half|');
        await server.send(frame(LINE.slice(0, 30)));
        await terminal.shows(LINE.slice(0, 30), LINE.slice(0, 30), '[Me] half|');
      },
      { columns: 30 },
    ),
  },
  {
    id: 'C-26.35',
    level: 'should',
    statement: 'on a terminal made narrower, what is typed survives a message',
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types('half a line');
      await terminal.shows('[Me] half a line|');
      terminal.resize({ columns: 30, rows: 24 });
      terminal.types('!');
      await terminal.shows('[Me] half a line!|');
      await server.send(frame('[Alice] hello'));
      await terminal.shows('[Alice] hello', '[Me] half a line!|');
      terminal.types('\r');
      await server.receives('half a line!');
    }),
  },
  {
    id: 'C-26.36',
    level: 'should',
    statement: 'on a terminal made narrower than what is typed, it survives a message',
    run: narrowed({ rewraps: false }),
  },
  {
    id: 'C-26.37',
    level: 'should',
    statement: 'the same on a terminal that wraps the line anew by itself',
    run: narrowed({ rewraps: true }),
  },
  {
    id: 'C-26.38',
    level: 'should',
    statement: 'on a terminal made wider, a wrapped line is shown whole and survives a message',
    run: widened({ rewraps: false }),
  },
  {
    id: 'C-26.39',
    level: 'should',
    statement: 'the same on a terminal that joins the rows of the line by itself',
    run: widened({ rewraps: true }),
  },
  {
    id: 'C-26.61',
    level: 'should',
    statement: 'whatever width a terminal gives an emoji in the line, no message above it is lost',
    run: onTerminal(
      async ({ terminal, server }) => {
        await server.send(frames('one', 'two'));
        const draft = `we won! ${'🇵🇱'.repeat(9)}`;
        terminal.types(draft);
        await terminal.showsRow(/🇵🇱/);
        await server.send(frame('three'));
        await terminal.showsRow(/^three$/);
        await server.send(frame('four'));
        await terminal.showsRow(/^four$/);
        terminal.types('\r');
        await server.receives(draft);
        assert.deepEqual(terminal.rows.slice(0, 4), ['one', 'two', 'three', 'four']);
      },
      { columns: 30 },
    ),
  },
];
