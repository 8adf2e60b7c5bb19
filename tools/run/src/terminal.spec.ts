import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Scratch, workspace } from './testing/scratch';
import { Terminal } from './testing/terminal';

const CTRL_C = '\x03';

const ERASE_LINE = '\r\x1b[K';

let scratch: Scratch;
const terminals: Terminal[] = [];

beforeEach(() => {
  scratch = new Scratch();
});

afterEach(() => {
  for (const terminal of terminals.splice(0)) terminal.close();
  scratch.remove();
});

function open(file: string, args: readonly string[]): Terminal {
  const terminal = new Terminal(file, args, scratch.folder, scratch.environment);
  terminals.push(terminal);
  return terminal;
}

test('how far an installation is stays in one line, which is gone afterwards', async () => {
  const terminal = open(process.execPath, [scratch.path('tools/run.mjs'), 'setup']);
  expect(await terminal.ended).toEqual([0, 0]);
  const [told, drawn = ''] = terminal.printed.split('\r\n');
  expect(told).toBe('Installing what is needed, which takes a minute the first time.');
  expect(drawn.split(ERASE_LINE)).toEqual([
    '',
    'Installing:',
    'Installing: resolved 3, reused 0, downloaded 1, added 1',
    '',
  ]);
});

test('Ctrl-C, which npm hands on to who has had it, lets the server finish, with status 0', async () => {
  await scratch.run(['setup']);
  const server = join(workspace, 'apps/server/dist/main.js');
  scratch.write('node_modules/nx/program.cjs', `require(${JSON.stringify(server)})`);
  const terminal = open('npm', ['start', '--', '0', '--host=127.0.0.1']);
  const port = await terminal.prints(/Listening on port (\d+)/);
  // Whoever does not close its side keeps the server from being done at once.
  const peer = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true }).resume();
  peer.write(['Alice', '/list'].map((payload) => payload.padEnd(200)).join(''));
  await once(peer, 'data');
  terminal.type(CTRL_C);
  const ended = await terminal.ended;
  peer.destroy();
  expect(terminal.printed).toContain('Stopped');
  expect(ended).toEqual([0, 0]);
});
