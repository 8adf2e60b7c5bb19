import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { piped, TerminalProgram } from './testing/program';
import { stage } from './testing/stage';

const on = stage();

const args = (): string[] => ['Scott', '127.0.0.1', on.server.port];

/** A client on a terminal, with its prompt there. */
async function begin(setting: ConstructorParameters<typeof TerminalProgram>[1] = {}) {
  const program = new TerminalProgram(args(), setting);
  await on.server.receives('Scott');
  await program.edits('[Me] |');
  return program;
}

describe('in a pipe', () => {
  test('a full disk is told of, with status 1', async () => {
    const { said, ended } = piped(args(), 'exec "$@" > /dev/full');
    await expect(ended).resolves.toBe(1);
    expect(said.stderr).toBe('chat-client: Standard output cannot be written: ENOSPC.\n');
  });

  test('an input that cannot be read is told of, with status 1', async () => {
    const { said, ended } = piped(args(), 'exec "$@" 0> /dev/null');
    await on.server.receives('Scott');
    await on.server.hangUpLast();
    await expect(ended).resolves.toBe(1);
    expect(said).toEqual({
      stdout: '[Me] ',
      stderr: 'chat-client: Standard input cannot be read: EBADF.\n',
    });
  });

  test('a reader that is gone is a quiet end', async () => {
    const { child, said, ended } = piped(args());
    await on.server.receives('Scott');
    child.stdout.destroy();
    on.server.say('hello', 'there');
    await expect(ended).resolves.toBe(0);
    expect(said.stderr).toBe('');
  });

  test('a reader that is gone is noticed before a message comes', async () => {
    const { said, ended } = piped(args(), '"$@" | head -n 1');
    await on.server.receives('Scott');
    on.server.say('hello');
    await expect(ended).resolves.toBe(0);
    expect(said).toEqual({ stdout: '[Me] \r    \rhello\n', stderr: '' });
  });

  test('nothing but the course says that there is no connection, and no more', async () => {
    const words = args();
    on.server.close();
    const { said, ended } = piped(words);
    await expect(ended).resolves.toBe(1);
    expect(said).toEqual({ stdout: `Unable to connect to 127.0.0.1:${words[2]}\n`, stderr: '' });
  });
});

describe('on a terminal', () => {
  test('the reason is told too why there is no connection', async () => {
    const [, , port = ''] = args();
    on.server.close();
    const program = new TerminalProgram(['Scott', '127.0.0.1', port], {
      script: '"$@"; echo; read it',
    });
    await program.shows(/^Unable to connect to 127\.0\.0\.1:\d+$/);
    await program.shows(/^chat-client: It refuses the connection/);
  });

  test('one that does not say how wide it is shows what is typed', async () => {
    const program = await begin({ script: 'stty columns 0; exec "$@"' });
    program.type('draft');
    await program.edits('[Me] draft|');
  });

  test('Ctrl-Z suspends, and the draft is there again', async () => {
    const program = await begin({
      script: 'set -m; "$@"; stty -a | grep -o " icanon"; echo stopped; fg',
    });
    program.type('draft');
    await program.edits('[Me] draft|');
    program.type('\x1a');
    await program.shows(/^stopped$/);
    await program.shows(/^ icanon$/);
    await program.edits('[Me] draft|');
    expect(program.written.split('\x1b[?2004l')).toHaveLength(2);
    program.type('!\r');
    await on.server.receives('Scott', 'draft!');
  });

  test.each(['SIGUSR1', 'SIGUSR2'] as const)('%s changes nothing', async (signal) => {
    const program = await begin();
    program.type('dra');
    program.signal(signal);
    program.type('ft');
    await program.edits('[Me] draft|');
    program.type('\r');
    await on.server.receives('Scott', 'draft');
    expect(program.written).not.toContain('Debugger');
  });

  /** Runs the client, says what the terminal was like before and after, and goes on until Enter. */
  const COMPARE = `
    trap : INT QUIT
    before=$(stty -g); "$@" & wait $!
    echo status $?
    if [ "$before" = "$(stty -g)" ]; then echo restored; fi
    read -r enter`.replace('"$@" & wait $!', '"$@"');

  test.each([
    ['\x1c', 131],
    ['\x03', 130],
    ['\x04', 0],
  ])('%j leaves the terminal as it was', async (key, status) => {
    const program = await begin({ script: COMPARE });
    program.type(key);
    if (status === 0) await on.server.hangUpLast();
    await program.shows(/^restored$/);
    await program.shows(new RegExp(`^status ${status}$`));
    await program.writes('\x1b[?2004l');
  });

  test.each(['SIGTERM', 'SIGQUIT', 'SIGHUP', 'SIGINT'] as const)('%s ends it', async (signal) => {
    const program = await begin();
    program.type('draft');
    await program.edits('[Me] draft|');
    program.signal(signal);
    const [, by] = await program.ended;
    expect(by).toBeGreaterThan(0);
    await program.writes('\x1b[?2004l');
  });

  test('a terminal that stalls takes everything when it goes on, and what was typed meanwhile is sent', async () => {
    const program = await begin();
    program.stall();
    const said = Array.from({ length: 1000 }, (_, index) => `message ${index} `.padEnd(150, '.'));
    on.server.say(...said);
    program.type('typed meanwhile\r');
    program.flow();
    await program.shows(/^message 999 /);
    await on.server.receives('Scott', 'typed meanwhile');
    const rows = program.screen.rows.join('\n');
    for (const index of said.keys()) expect(rows).toContain(`message ${index} `);
  });

  test('what is no key is not typed, on the screen neither', async () => {
    const program = await begin();
    program.type('a\x1d\x1b[<0;5;5M\x1b[I\u009b\x1b]11;rgb:0/0/0\x07b');
    await program.edits('[Me] ab|');
    program.type('\x1b[200~\x03\x1c\x1b[31m\tx\x1b[201~');
    await program.edits('[Me] ab[31m x|');
    program.type('\r');
    await on.server.receives('Scott', 'ab[31m\tx');
  });
});

describe('with TERM=dumb', () => {
  const env = { TERM: 'dumb' };

  test('there is no escape, and the draft is printed again below a message', async () => {
    const program = await begin({ env });
    program.type('dräft');
    await program.edits('[Me] dräft|');
    program.type('\x7f');
    await program.edits('[Me] dräf|');
    program.type('\x7f');
    program.type('F');
    await program.edits('[Me] dräF|');
    on.server.say('hello\nthere');
    await program.until(
      ({ rows }) => rows.slice(0, 4).join('/') === '[Me] dräF/hello/there/[Me] dräF',
    );
    program.type('\x1b[D!\r');
    await on.server.receives('Scott', 'drä!F');
    program.type('\x04');
    await on.server.hangUpLast();
    await expect(program.ended).resolves.toEqual([0, 0]);
    expect(program.written).not.toContain('\x1b');
  });
});

describe('what came', () => {
  test('is coloured by what it is, and is the same text', async () => {
    const program = await begin({ env: { NO_COLOR: '' } });
    on.server.say(
      '[Ann] hi Scott',
      'Ben has joined',
      "No channel named x exists. Try '/create x'?",
      '[Me] I',
    );
    await program.shows(/^\["Me"\] I$/);
    expect(program.screen.rows.slice(0, 3)).toEqual([
      '[Ann] hi Scott',
      'Ben has joined',
      "No channel named x exists. Try '/create x'?",
    ]);
    await program.writes('\x1b[1mScott\x1b[22m');
    await program.writes('\x1b[2mBen has joined\x1b[22m');
    await program.writes('\x1b[31mNo channel');
  });

  test.each<[string, string[], NodeJS.ProcessEnv]>([
    ['NO_COLOR', [], { NO_COLOR: '1' }],
    ['--no-color', ['--no-color'], { NO_COLOR: '' }],
  ])('has no colours with %s', async (_, options, env) => {
    const program = new TerminalProgram([...args(), ...options], { env });
    await program.edits('[Me] |');
    on.server.say('[Ann] hi Scott', 'Ben has joined');
    await program.shows(/^Ben has joined$/);
    // eslint-disable-next-line no-control-regex
    expect(program.written).not.toMatch(/\x1b\[[\d;]*m/);
  });

  test('is written to the log, with its time and without control characters, and rings once', async () => {
    const log = join(mkdtempSync(join(tmpdir(), 'chat-client-')), 'log');
    const program = new TerminalProgram([...args(), '--timestamps', '--bell', '--log', log]);
    await on.server.receives('Scott');
    on.server.say('[Ann] hi \x1b[2JScott', '[Ann] Scott?', 'a\nb');
    await program.shows(/^b$/);
    program.type('yes?\r');
    await program.shows(/^\d\d:\d\d \[Me\] yes\?$/);
    await program.shows(/^\d\d:\d\d \[Ann\] hi ␛\[2JScott$/);
    expect(program.written.split('\x07')).toHaveLength(2);
    const lines = readFileSync(log, 'utf8').split('\n');
    const texts = ['[Ann] hi ␛[2JScott', '[Ann] Scott?', 'a', 'b', '[Me] yes?', ''];
    expect(
      lines.map((line) => line.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /, '')),
    ).toEqual(texts);
    expect(statSync(log).mode & 0o777).toBe(0o600);
  });

  test('a log that cannot be written is told of before there is a connection', async () => {
    const options = ['--log', '/nowhere/log'];
    const program = new TerminalProgram([...args(), ...options], {
      script: '"$@"; echo $?; read it',
    });
    await program.shows(/^chat-client: Cannot write to \/nowhere\/log: ENOENT\.$/);
    await program.shows(/^1$/);
  });
});

describe('commands', () => {
  test('/help and /quit are answered by the client', async () => {
    const program = await begin();
    program.type('/help\r');
    await program.shows(/^\/quit +leave/);
    program.type('/quit\r');
    await on.server.hangUpLast();
    await expect(program.ended).resolves.toEqual([0, 0]);
    expect(on.server.received).toEqual(['Scott']);
  });

  test('Tab completes what was heard of', async () => {
    const program = await begin();
    on.server.say('[Annabel Lee] hi');
    program.type('/list\r');
    await on.server.receives('Scott', '/list');
    on.server.say('green tea\nmilk');
    await program.shows(/^milk$/);
    program.type('/j\tgr\t');
    await program.edits('[Me] /join green tea |');
    program.type('\x15hello an\t');
    await program.edits('[Me] hello Annabel Lee |');
  });
});
