import assert from 'node:assert/strict';
import { type Check } from '../check';
import { frame, frames } from '../frame';
import { COOKED_TERMINAL } from './causes';
import { type ClientUnderTest } from './client-under-test';
import { onTerminal } from './terminal-session';

const DIGITS = '0123456789';

/** A line of 60 characters, as a terminal of 30 columns shows it behind the prompt. */
const LINE = DIGITS.repeat(6);
const WRAPPED = [`[Me] ${LINE.slice(0, 25)}`, LINE.slice(25, 55), `${LINE.slice(55)}|`] as const;

/** A check's `run`: the line no longer fits its row, and what stood above it is not overwritten. */
function narrowed(kind: { rewraps: boolean }): (subject: ClientUnderTest) => Promise<void> {
  return onTerminal(async ({ terminal, server }) => {
    await server.send(frames('one', 'two', 'three'));
    await terminal.shows('one', 'two', 'three', '[Me] |');
    terminal.types(LINE.slice(0, 59));
    await terminal.shows('one', 'two', 'three', `[Me] ${LINE.slice(0, 59)}|`);
    terminal.resize({ columns: 30, rows: 24 });
    terminal.types('9');
    await terminal.showsLast(...WRAPPED);
    await server.send(frame('[Alice] still here?'));
    await terminal.showsLast('[Alice] still here?', ...WRAPPED);
    assert.deepEqual(terminal.rows.slice(0, 3), ['one', 'two', 'three']);
    terminal.types('\r');
    await server.receives(LINE);
  }, kind);
}

/** A check's `run`: the line's rows fit one now, and what stood above it is not overwritten. */
function widened(kind: { rewraps: boolean }): (subject: ClientUnderTest) => Promise<void> {
  return onTerminal(
    async ({ terminal, server }) => {
      await server.send(frames('one', 'two', 'three'));
      await terminal.shows('one', 'two', 'three', '[Me] |');
      terminal.types(LINE);
      await terminal.shows('one', 'two', 'three', ...WRAPPED);
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
    statement: 'a line longer than a row wraps, and survives a message',
    cause: COOKED_TERMINAL,
    run: onTerminal(
      async ({ terminal, server }) => {
        terminal.types(LINE);
        await terminal.shows(...WRAPPED);
        await server.send(frame('[Alice] hello'));
        await terminal.shows('[Alice] hello', ...WRAPPED);
        terminal.types('\r');
        await server.receives(LINE);
      },
      { columns: 30 },
    ),
  },
  {
    id: 'C-26.30',
    level: 'should',
    statement: 'with the cursor in an upper row of a long line, a message tears nothing',
    cause: COOKED_TERMINAL,
    run: onTerminal(
      async ({ terminal, server }) => {
        terminal.types(LINE);
        await terminal.shows(...WRAPPED);
        terminal.presses('left', 50);
        const moved = [`[Me] ${DIGITS}|${LINE.slice(10, 25)}`, WRAPPED[1], LINE.slice(55)];
        await terminal.shows(...moved);
        await server.send(frame('[Alice] hello'));
        await terminal.shows('[Alice] hello', ...moved);
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
        await terminal.shows('4', '5', '6', ...WRAPPED);
        await server.send(frame('[Alice] hello'));
        await terminal.shows('5', '6', '[Alice] hello', ...WRAPPED);
        terminal.types('\r');
        await server.receives(LINE);
      },
      { columns: 30, rows: 6 },
    ),
  },
  {
    id: 'C-26.32',
    level: 'should',
    statement: 'a line that just fills its row survives a message and goes on in the next',
    run: onTerminal(
      async ({ terminal, server }) => {
        terminal.types(LINE.slice(0, 25));
        await terminal.showsRow(/^\[Me\] 0123456789012345678901234\|?$/);
        await server.send(frame('[Alice] hello'));
        await terminal.showsRow(/^\[Alice\] hello$/);
        terminal.types('x');
        await terminal.shows('[Alice] hello', `[Me] ${LINE.slice(0, 25)}`, 'x|');
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
];
