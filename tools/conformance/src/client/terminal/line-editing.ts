import { type Check } from '../../check';
import { frame } from '../../frame';
import { PATIENCE } from '../../running/patience';
import { within } from '../../running/within';
import { COOKED_TERMINAL } from '../roots/causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { type TerminalClient } from '../driver/terminal-client';
import { onTerminal } from '../driver/terminal-session';

/** A check's `run`: after `typed` and `edit`, the screen shows `row`, survives a message, and Enter sends it. */
function edited(
  typed: string,
  edit: (terminal: TerminalClient) => void,
  row: string,
): (subject: ClientUnderTest) => Promise<void> {
  return onTerminal(async ({ terminal, server }) => {
    terminal.types(typed);
    await terminal.shows(`[Me] ${typed}|`);
    edit(terminal);
    await terminal.shows(`[Me] ${row}`);
    await server.send(frame('[Alice] hello'));
    await terminal.shows('[Alice] hello', `[Me] ${row}`);
    terminal.types('\r');
    await server.receives(row.replace('|', '').trimEnd());
  });
}

export const lineEditingChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-26.14',
    level: 'should',
    statement: 'the left arrow moves into the line, and what is typed there is inserted',
    cause: COOKED_TERMINAL,
    run: edited(
      'ac',
      (terminal) => {
        terminal.presses('left');
        terminal.types('b');
      },
      'ab|c',
    ),
  },
  {
    id: 'C-26.15',
    level: 'should',
    statement: 'Ctrl-A goes to the beginning of the line',
    cause: COOKED_TERMINAL,
    run: edited(
      'world',
      (terminal) => {
        terminal.types('\x01');
      },
      '|world',
    ),
  },
  {
    id: 'C-26.16',
    level: 'should',
    statement: 'Ctrl-E goes to the end of the line',
    run: edited(
      'hello',
      (terminal) => {
        terminal.types('\x01\x05');
      },
      'hello|',
    ),
  },
  {
    id: 'C-26.17',
    level: 'should',
    statement: 'Home, End and the right arrow move the cursor',
    run: onTerminal(async ({ terminal }) => {
      terminal.types('hello');
      await terminal.shows('[Me] hello|');
      terminal.presses('home');
      await terminal.shows('[Me] |hello');
      terminal.presses('right', 2);
      await terminal.shows('[Me] he|llo');
      terminal.presses('end');
      await terminal.shows('[Me] hello|');
    }),
  },
  {
    id: 'C-26.18',
    level: 'should',
    statement: 'Ctrl-W deletes the word before the cursor',
    run: edited(
      'hello cruel world',
      (terminal) => {
        terminal.types('\x17');
      },
      'hello cruel |',
    ),
  },
  {
    id: 'C-26.19',
    level: 'should',
    statement: 'Ctrl-U deletes from the beginning of the line to the cursor',
    run: edited(
      'hello world',
      (terminal) => {
        terminal.presses('left', 5);
        terminal.types('\x15');
      },
      '|world',
    ),
  },
  {
    id: 'C-26.20',
    level: 'should',
    statement: 'Ctrl-K deletes from the cursor to the end of the line',
    run: edited(
      'hello world',
      (terminal) => {
        terminal.presses('left', 6);
        terminal.types('\x0b');
      },
      'hello|',
    ),
  },
  {
    id: 'C-26.21',
    level: 'should',
    statement: 'the Delete key deletes the character under the cursor',
    run: edited(
      'hxello',
      (terminal) => {
        terminal.presses('home');
        terminal.presses('right');
        terminal.types('\x1b[3~');
      },
      'h|ello',
    ),
  },
  {
    id: 'C-26.22',
    level: 'should',
    statement: 'Backspace deletes a wide character whole',
    run: edited(
      '你好',
      (terminal) => {
        terminal.types('\x7f');
      },
      '你|',
    ),
  },
  {
    id: 'C-26.23',
    level: 'should',
    statement: 'Backspace deletes an emoji whole',
    run: edited(
      'a😀😀b',
      (terminal) => {
        terminal.presses('left');
        terminal.types('\x7f');
      },
      'a😀|b',
    ),
  },
  {
    id: 'C-26.24',
    level: 'should',
    statement: 'the cursor stands between wide characters after a message',
    run: edited(
      '你好吗',
      (terminal) => {
        terminal.presses('left', 2);
      },
      '你|好吗',
    ),
  },
  {
    id: 'C-26.25',
    level: 'should',
    statement: 'text pasted into the middle of a line is inserted there',
    run: edited(
      'hello!',
      (terminal) => {
        terminal.presses('left');
        terminal.pastes(' wide world');
      },
      'hello wide world|!',
    ),
  },
  {
    id: 'C-26.26',
    level: 'should',
    statement: 'keys that arrive all at once are taken one after another',
    run: edited(
      'world',
      (terminal) => {
        terminal.types('\x01hello \x05!\x7f?');
      },
      'hello world?|',
    ),
  },
  {
    id: 'C-26.27',
    level: 'should',
    statement: 'the up and down arrows bring back what was sent',
    cause: COOKED_TERMINAL,
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types('first\rsecond\r');
      await server.receives('first', 'second');
      terminal.presses('up');
      await terminal.shows('[Me] first', '[Me] second', '[Me] second|');
      terminal.presses('up');
      await terminal.shows('[Me] first', '[Me] second', '[Me] first|');
      terminal.presses('down');
      await terminal.shows('[Me] first', '[Me] second', '[Me] second|');
      terminal.types('\r');
      await server.receives('second');
    }),
  },
  {
    id: 'C-26.28',
    level: 'should',
    statement: 'a line brought back survives a message and can be changed and sent',
    cause: COOKED_TERMINAL,
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types('/join aa\r');
      await server.receives('/join aa');
      terminal.presses('up');
      await terminal.shows('[Me] /join aa', '[Me] /join aa|');
      await server.send(frame('No channel named aa exists.'));
      await terminal.shows('[Me] /join aa', 'No channel named aa exists.', '[Me] /join aa|');
      terminal.types('\x7fb\r');
      await server.receives('/join ab');
    }),
  },
  {
    id: 'C-26.52',
    level: 'robust',
    statement: 'a line of 20,000 characters that is pasted is sent without delay',
    run: onTerminal(async ({ terminal, server }) => {
      const frames = Array.from({ length: 100 }, (_, i) => String(i).padStart(4, '0').repeat(50));
      const typed = terminal.typesAtLength(frames.join(''));
      await within(PATIENCE, 'The client takes too long over a long line', typed);
      terminal.types('\r');
      await server.receives(...frames);
    }),
  },
  {
    id: 'C-26.58',
    level: 'should',
    statement:
      'what a terminal shows as one character is deleted whole, of however many it is made',
    run: onTerminal(async ({ terminal, server }) => {
      for (const character of ['👨‍👩‍👧', '🇵🇱', '👍🏽', '❤️', 'e\u0301']) {
        terminal.types(`${character}a`);
        terminal.presses('left');
        terminal.types('\x7f\r');
        await server.receives('a');
      }
    }),
  },
  {
    id: 'C-26.59',
    level: 'should',
    statement: 'a draft that was left for an older line is there again, and whole',
    run: onTerminal(async ({ terminal, server }) => {
      terminal.types('first\r');
      await server.receives('first');
      terminal.types('draft');
      await terminal.showsLast('[Me] draft|');
      terminal.presses('left', 6);
      terminal.presses('up');
      await terminal.showsLast('[Me] first|');
      terminal.presses('down');
      await terminal.showsRow(/^\[Me\] (\|draft|draft\|)$/);
      terminal.types('\r');
      await server.receives('draft');
    }),
  },
  {
    id: 'C-26.60',
    level: 'should',
    statement: 'what is no key, such as a report of the terminal, is not typed',
    run: onTerminal(async ({ terminal, server }) => {
      const reports = [
        '\x1b[<0;5;5M',
        '\x1b[12;40R',
        '\x1b[?62;22c',
        '\x1b]11;rgb:0/0/0\x1b\\',
        '\x1b[I',
      ];
      terminal.types(`a${reports.join('')}\x1db\r`);
      await server.receives('ab');
    }),
  },
];
