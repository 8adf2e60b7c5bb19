import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { piped, TerminalProgram } from './testing/program';
import { stage } from './testing/stage';

/** What Node takes milliseconds to load, and few starts need. */
const SLOW = ['child_process', 'crypto', 'dns', 'http', 'readline', 'tls'];

/** Prints at the end what of it was loaded. */
const WITNESS = `process.on("exit", () => {
  const loaded = process.moduleLoadList.map((name) => name.replace("NativeModule ", ""));
  console.error("loaded", ${JSON.stringify(SLOW)}.filter((name) => loaded.includes(name)));
})`;
const script = `NODE_OPTIONS='--import=data:text/javascript,${encodeURIComponent(WITNESS)}' "$@"`;

const on = stage();

test('in a pipe, nothing slow is loaded that is not needed', async () => {
  const { child, said, ended } = piped(['Scott', '127.0.0.1', on.server.port], script);
  await on.server.receives('Scott');
  child.stdin.end();
  await on.server.hangUpLast();
  await expect(ended).resolves.toBe(0);
  expect(said.stderr).toBe('loaded []\n');
});

test('on a terminal neither, until a key needs it', async () => {
  const program = new TerminalProgram(['Scott', '127.0.0.1', on.server.port], { script });
  await on.server.receives('Scott');
  program.type('a');
  await program.edits('[Me] a|');
  program.type('\x03');
  await program.shows(/^loaded \[\]$/);
});

test.each(['main.js', 'terminal.js'])(
  '%s is ASCII, of which V8 keeps a byte a character',
  (file) => {
    const program = readFileSync(join(__dirname, '../dist', file), 'latin1');
    expect(program).toMatch(/^\p{ASCII}+$/u);
  },
);
