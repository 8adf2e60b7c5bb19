import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { piped, TerminalProgram } from './testing/program';
import { stage } from './testing/stage';

const on = stage();

const args = (): string[] => ['Scott', '127.0.0.1', on.server.port];

describe('where few files may be open', () => {
  /** Runs the program with fewer and fewer, down to where Node.js itself does not start. */
  const fewer = (program: string): string =>
    `ulimit -c 0; for most in $(seq 30 -1 18); do (ulimit -n $most; ${program}); done`;

  test('the part that only a terminal needs cannot be read: one line says so, with status 1', async () => {
    const program = new TerminalProgram([...args(), '--log', '/nowhere/log'], {
      script: `${fewer('"$@"; echo status $?')}; echo over; read it`,
      rows: 1000,
      columns: 200,
    });
    await program.shows(/^over$/);
    const { rows } = program.screen;
    const told = rows.findIndex((row) => row.startsWith('chat-client: EMFILE: '));
    expect(rows[told - 1]).toBe('status 1');
    expect(rows[told + 1]).toBe('status 1');
  });

  test('there is no connection, and in a pipe too one line says why', async () => {
    const words = args();
    on.server.close();
    const { said, ended } = piped(words, `${fewer('"$@"')} < /dev/null`);
    await ended;
    expect(said.stdout).toContain('Unable to connect');
    expect(said.stderr).toMatch(/^(chat-client: No connection can be opened here: EMFILE\.\n)+/);
  });
});

describe('a log', () => {
  test('that nobody reads is told of before there is a connection, and not waited for', async () => {
    const log = join(mkdtempSync(join(tmpdir(), 'chat-client-')), 'log');
    execFileSync('mkfifo', [log]);
    const program = new TerminalProgram([...args(), '--log', log], {
      script: '"$@"; echo status $?; read it',
    });
    await program.shows(/^chat-client: Cannot write to .*: nobody reads it\.$/);
    await program.shows(/^status 1$/);
  });

  test('on a full disk is told of once, and the conversation goes on', async () => {
    const program = new TerminalProgram([...args(), '--log', '/dev/full']);
    await program.edits('[Me] |');
    on.server.say('one', 'two');
    await program.shows(/^two$/);
    expect(program.screen.rows.slice(0, 3)).toEqual([
      'one',
      'Cannot write to /dev/full: ENOSPC.',
      'two',
    ]);
  });

  test('is written again as soon as it can be, and the next fault is told of too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chat-client-'));
    const log = join(folder, 'log');
    const program = new TerminalProgram([...args(), '--log', log], { columns: 200 });
    await program.edits('[Me] |');
    rmSync(folder, { recursive: true });
    on.server.say('one', 'two');
    await program.shows(/^two$/);
    mkdirSync(folder);
    on.server.say('three');
    await program.shows(/^three$/);
    expect(readFileSync(log, 'utf8')).toMatch(/^\S+ three\n$/);
    rmSync(folder, { recursive: true });
    on.server.say('four');
    await program.shows(/^four$/);
    on.server.say('five');
    await program.shows(/^five$/);
    const fault = `Cannot write to ${log}: ENOENT.`;
    expect(program.screen.rows.slice(0, 7)).toEqual([
      'one',
      fault,
      'two',
      'three',
      'four',
      fault,
      'five',
    ]);
  });
});
