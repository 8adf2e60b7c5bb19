import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { tied } from '@chat/loopback/tie';
import { version } from '../package.json';
import { clientChecks } from './client';
import { innocents } from './mutants/innocent';
import { kit, MAIN, type Outcome, PLAIN } from './testing/kit';
import { CLIENT, SERVER } from './testing/our-programs';
import { serverChecks } from './server';
import { CREATE_REQUIRES_ARGUMENT, JOIN_REQUIRES_ARGUMENT } from './server/driver/wording';

jest.setTimeout(60_000);

/** A server in one line, which accepts, then does what this says to each socket. */
function server(deed: string): string {
  const script = `require('node:net').createServer((socket) => { ${deed} }).listen(process.argv[1])`;
  return `node -e "${script}" {port}`;
}

test('it prints its version', async () => {
  await expect(kit(['--version'])).resolves.toEqual({
    status: 0,
    stdout: `${version}\n`,
    stderr: '',
  });
});

test('--list prints all checks, one a line', async () => {
  const { status, stdout } = await kit(['--list']);
  expect(status).toBe(0);
  const lines = [...serverChecks, ...clientChecks].map(
    ({ id, level, statement }) => `${id} ${level} ${statement}\n`,
  );
  expect(stdout).toBe(lines.join(''));
});

test('--list prints those that would run', async () => {
  const { stdout } = await kit(['--list', '--client', CLIENT, '--only', 'C-2*', '--level', 'must']);
  const ids = stdout.match(/^\S+(?= must )/gm);
  expect(ids).toEqual(
    clientChecks
      .filter(({ id, level }) => id.startsWith('C-2') && level === 'must')
      .map(({ id }) => id),
  );
});

test('over WebSocket, which has no half-close, rule 20 is left out', async () => {
  const { stdout } = await kit(['--list', '--server', SERVER, '--websocket']);
  const ids = stdout.match(/^\S+/gm);
  expect(ids).toEqual(serverChecks.map(({ id }) => id).filter((id) => !id.startsWith('S-20.')));
});

test.each([
  ['nothing to test', []],
  ['{port} is missing', ['--server', 'python3 server.py']],
  ['{host} is missing', ['--client', 'python3 client.py {name} {port}']],
  ['there is no check S-99.*', ['--server', SERVER, '--only', 'S-1.1,S-99.*']],
  ['there is no check C-21.1', ['--server', SERVER, '--only', 'C-21.1']],
  ['Allowed choices', ['--server', SERVER, '--reporter', 'pdf']],
  ['Allowed choices', ['--server', SERVER, '--level', 'may']],
  ['unknown option', ['--servers', SERVER]],
  ['leave out --client', ['--server', SERVER, '--client', CLIENT, '--websocket']],
  ['there is no check S-20.1', ['--server', SERVER, '--websocket', '--only', 'S-20.1']],
])('wrong usage is one line, and exit status 2: %s', async (fault, args) => {
  const { status, stdout, stderr } = await kit(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^chat-conformance: .+\n$/);
  expect(stderr).toContain(fault);
});

test('a program that never starts is exit status 3, and one line above its stderr', async () => {
  const { status, stdout, stderr } = await kit([
    '--server',
    `node -e "console.error('no such thing'); process.exit(4)" {port}`,
  ]);
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toMatch(
    /^chat-conformance: the program did not start\. .+ exited \(4\)\.\n.+\nno such thing\n$/,
  );
});

test('a client that never connects is exit status 3', async () => {
  const { status, stderr } = await kit(['--client', 'node -e 0 {name} {host} {port}']);
  expect(status).toBe(3);
  expect(stderr).toContain('The client did not connect; what came is its end with exit status 0.');
});

test('a command that does not exist is exit status 3', async () => {
  const { status, stderr } = await kit(['--server', './no-such-server {port}']);
  expect(status).toBe(3);
  expect(stderr).toBe(
    'chat-conformance: the program did not start. There is no ./no-such-server here: compile it, or mend its path.\n',
  );
});

test('right programs are exit status 0, for checks of both', async () => {
  const args = ['--server', SERVER, '--client', CLIENT, '--only', 'S-1.1,C-21.1'];
  const { status, stdout } = await kit([...args, '--only', 'S-10.*', '--reporter', 'tap']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ok 1 - S-1\.1 [^]*^ok \d+ - C-21\.1 /m);
  expect(stdout).toContain(' - S-10.2 ');
});

test('a must that fails is exit status 1, and a crash is told', async () => {
  const crashing = server(`socket.once('data', () => { throw new Error('oops'); })`);
  const { status, stdout } = await kit(['--server', crashing, '--only', 'S-9.3']);
  expect(status).toBe(1);
  expect(stdout).toContain('FAIL S-9.3 (must)');
  expect(stdout).toContain(
    'The assignment: "These messages should be broadcasted to all other clients',
  );
  expect(stdout).toContain('Rule 9. Success is silent.');
  expect(stdout).toContain('The program crashed: it exited with status 1.');
  expect(stdout).toContain('Error: oops');
  expect(stdout).toContain('must   0 of 1 passed');
});

test('a failure tells what was sent, what should have come and what did, the rule and the cause', async () => {
  const careless = server(
    `socket.on('data', (bytes) => socket.write(bytes.includes('/') ? '${JOIN_REQUIRES_ARGUMENT}'.padEnd(200) : ''))`,
  );
  const { stdout } = await kit(['--server', careless, '--only', 'S-10.2']);
  expect(stdout).toContain(`
    What was done:
      The kit starts node -e "`);
  expect(stdout).toContain(`
      Alice connects, sends "Alice", "/join", "/create"
    Alice received another frame than it should
    Expected: "${CREATE_REQUIRES_ARGUMENT}" and 133 spaces
    Came back: "${JOIN_REQUIRES_ARGUMENT}" and 136 spaces
    This comes of what was found first: the server has other words for SERVER_CREATE_REQUIRES_ARGUMENT.`);
  expect(stdout).toContain(
    "Rule 10. `/create <channel>` and `/join <channel>`. The channel's name",
  );
});

test('other words than those of the course are told before all else', async () => {
  const wrong = server(
    `socket.on('data', (bytes) => socket.write((bytes.includes('/join') ? 'Join what?' : 'Hm?').padEnd(200)))`,
  );
  const { status, stdout } = await kit(['--server', wrong, '--only', 'S-10.3']);
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^First of all: the server has other words for SERVER_JOIN_REQUIRES_ARGUMENT\. What was seen: "Join what\?" .*\n\nFAIL/,
  );
});

test('a run that reaches its limit reports what was judged, and what was not', async () => {
  const args = ['--server', SERVER, '--only', 'S-1.1,S-28.1,S-29.12', '--time-limit', '1'];
  const { stdout } = await kit([...args, '--reporter', 'json']);
  const { checks, unjudged } = JSON.parse(stdout) as { checks: unknown[]; unjudged: string[] };
  expect(unjudged).toContain('S-29.12');
  expect(checks.length + unjudged.length).toBe(3);
});

/** Runs the command where nothing may have more than so many files open. */
async function kitWithFiles(limit: number, server: string, ...args: string[]): Promise<Outcome> {
  const script = `ulimit -n ${limit}; exec "$0" "$@"`;
  const words = ['-c', script, process.execPath, MAIN, '--server', server, ...args];
  const child = tied(spawn('sh', words, { env: PLAIN, stdio: ['ignore', 'pipe', 'pipe'] }));
  const ended = once(child, 'close') as Promise<[number]>;
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  return { status, stdout, stderr };
}

test('of a machine that lets the kit open too few files no program is accused', async () => {
  const { status, stdout, stderr } = await kitWithFiles(40, SERVER, '--level', 'must');
  expect(stderr).toMatch(/^chat-conformance: the system refuses the kit .* EMFILE; .*\n$/);
  expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
});

test('what needs more files than the machine gives is left out, and the rest is judged', async () => {
  // The kit has more open than a server that keeps no account of it.
  const plain = innocents.find(({ name }) => name === 'greets-newcomers')?.command ?? '';
  const checks = ['--only', 'S-1.1,S-29.12'];
  const { status, stdout, stderr } = await kitWithFiles(200, plain, ...checks);
  expect(stdout).toMatch(/^Left out: S-29\.12\. Here the system refuses the kit .* EMFILE.*\n/);
  expect(stdout).toContain('must   1 of 1 passed');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('a folder for the report that cannot be made is told in one line, before the run', async () => {
  const args = ['--server', SERVER, '--only', 'S-1.1', '--out', '/dev/null/results'];
  const { status, stdout, stderr } = await kit(args);
  expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
  expect(stderr).toMatch(/^chat-conformance: ENOTDIR: .*'\/dev\/null\/results'\.\n$/);
});

test('folders that are not there are told in one line', async () => {
  const args = ['--each', '/nowhere/*', '--server', SERVER, '--out', tmpdir()];
  const { status, stdout, stderr } = await kit(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^chat-conformance: no folder is called \/nowhere\/\*\. .*\n$/);
});

test('a should that fails is told, and exit status 0', async () => {
  const closing = server('socket.end()');
  const { status, stdout } = await kit(['--server', closing, '--only', 'S-8.2']);
  expect(status).toBe(0);
  expect(stdout).toContain('FAIL S-8.2 (should)');
});

test('relative paths are those of the folder it is started in', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-conformance-'));
  try {
    await writeFile(
      join(folder, 'server.js'),
      'require("node:net").createServer().listen(process.argv[2])',
    );
    const args = ['--server', 'node server.js {port}', '--only', 'S-28.1', '--reporter', 'json'];
    const { stdout } = await kit(args, folder);
    expect(JSON.parse(stdout)).toMatchObject({ version, checks: [{ id: 'S-28.1' }] });
  } finally {
    await rm(folder, { recursive: true });
  }
});
