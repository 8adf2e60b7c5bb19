import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { tied } from '@chat/loopback/tie';
import { version } from '../package.json';
import { type Results } from './report/results';

const MAIN = join(__dirname, '../dist/main.js');
const FAULTY = `'${process.execPath}' '${join(__dirname, 'faulty-relay.mjs')}' {port}`;

/** A machine that does much else takes its time. */
jest.setTimeout(120_000);

/** As little as shows what there is to see. */
const SHORT = ['--runs', '1', '--seconds', '0.1', '--rates', '100,1000', '--only', 'room'];

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function bench(args: readonly string[], env = process.env): Promise<Outcome> {
  return run(process.execPath, [MAIN, ...args], env);
}

async function run(file: string, args: readonly string[], env = process.env): Promise<Outcome> {
  const child = tied(spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { status, stdout, stderr };
}

test('in a room every delivery is right, over WebSocket and TLS too, and all figures are there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-bench-'));
  try {
    const json = join(folder, 'results.json');
    const systems = ['chat', 'chat-ws', 'chat-tls'];
    const args = [...SHORT, '--systems', systems.join(','), '--json', json];
    const { status, stdout, stderr } = await bench(args);
    expect(stdout).toMatch(/^#### room at 100 messages a second\n[^]*\n\| chat +\| /m);
    expect(stdout).toMatch(
      /^### room, closed loop\n[^]*\n\| chat +\| [^]*\n\| chat-ws +\| [^]*\n\| chat-tls +\| /m,
    );
    expect(stdout).not.toMatch(/NaN|undefined|Infinity/);
    expect(stderr).toMatch(
      /^\d+ s round 1 of 1: room, chat\n\d+ s .*: room, chat-ws\n\d+ s .*: room, chat-tls\n$/,
    );
    const results = JSON.parse(await readFile(json, 'utf8')) as Results;
    const [{ series } = { series: [] }] = results.scenarios;
    expect(series.map(({ system }) => system)).toEqual(systems);
    for (const { fault, runs } of series) {
      expect(fault).toBeUndefined();
      expect(runs).toHaveLength(1);
      const [run] = runs;
      expect(run?.closed.cpuSeconds).toBeGreaterThanOrEqual(0.1);
      expect(run?.startupMs).toBeGreaterThan(0);
      expect(run?.steps[0]).toMatchObject({ rate: 100 });
      for (const figures of [...(run ? [run.closed] : []), ...(run?.steps ?? [])]) {
        const { deliveries, cpuSeconds, wallSeconds, generator } = figures;
        for (const figure of [deliveries, cpuSeconds, wallSeconds]) {
          expect(figure).toBeGreaterThan(0);
        }
        expect(generator).toBeGreaterThanOrEqual(0);
      }
      for (const { latency } of run?.steps ?? []) {
        const ascending = [0, latency.p50, latency.p99, latency.p999];
        expect(ascending).toEqual([...ascending].sort((one, other) => one - other));
        expect(latency.p50).toBeGreaterThan(0);
      }
    }
    expect(status).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a server that does one thing wrong fails, with exit status 1, and the others are measured', async () => {
  const servers = ['lose', 'double', 'alter', 'swap'].map((fault) => `${FAULTY} ${fault}`);
  const broken = `'${process.execPath}' -e 'console.error("no such thing"); process.exit(3)' {port}`;
  const args = [...servers, broken].flatMap((server) => ['--server', server]);
  const { status, stdout } = await bench([...SHORT, '--systems', 'naive', ...args]);
  const received = 'm\\d{4} received from m0000 message \\d+';
  for (const [fault, complaint] of [
    ['lose', 'where \\d+ comes next: lost, or out of order'],
    ['double', 'again: '],
    ['alter', 'altered: '],
    ['swap', 'where \\d+ comes next: lost, or out of order'],
  ]) {
    const failed = `^- Failed: .* ${fault} in room: ${received} ${complaint}`;
    expect(stdout).toMatch(new RegExp(failed, 'm'));
  }
  expect(stdout).toContain(': it has ended (3) before it listened. no such thing');
  expect(stdout).toMatch(/^\| naive +\| +\d+\.\d+ \(/m);
  expect(status).toBe(1);
});

test('what is not installed is named, the compiler too', async () => {
  const env = { ...process.env, PATH: '/nowhere' };
  await expect(bench([...SHORT, '--systems', 'redis,limit'], env)).resolves.toEqual({
    status: 0,
    stdout:
      '- Not measured: redis (redis-server: not installed).\n' +
      '- Not measured: limit (cc, gcc, clang: not installed).\n',
    stderr: '',
  });
});

test('a run that is stopped prints what it has', async () => {
  const args = [MAIN, '--only', 'ping', '--systems', 'naive', '--runs', '100', '--seconds', '0.1'];
  const child = tied(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
  child.stderr.on('data', (chunk: Buffer) => {
    if (chunk.includes('naive again')) child.kill('SIGINT');
  });
  const [stdout, [status]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number]>,
  ]);
  expect(stdout).toMatch(/^\| naive +\| +\d+\.\d+ \(/m);
  expect(stdout).toContain('Medians of 1 runs (best–worst), stopped before there were 100;');
  expect(stdout).not.toContain('Failed');
  expect(status).toBe(130);
});

test.each([
  ['chat', '0.6'],
  ['limit', '0.1'],
])(
  'a short storm, another every time, loses, doubles and reorders nothing: %s',
  async (system, seconds) => {
    const seed = 1 + Math.floor(Math.random() * 1_000_000);
    const storm = ['--only', 'storm', '--systems', system, '--runs', '1', '--seconds', seconds];
    const { status, stdout } = await bench([...storm, '--seed', `${seed}`]);
    // The limit needs a compiler.
    const told = /^### storm, closed loop\n|^- Not measured: limit /;
    expect({ seed, status, stdout }).toEqual({
      seed,
      status: 0,
      stdout: expect.stringMatching(told) as string,
    });
  },
);

test.each([
  ['chat', 'NATS'],
  ['socket.io', 'Redis'],
])('two servers that a broker joins deliver as one does: %s over %s', async (system) => {
  const args = ['--runs', '1', '--seconds', '0.1', '--rates', '100', '--only', 'tables'];
  const { status, stdout } = await bench([...args, '--systems', system, '--servers', '2']);
  expect(stdout).not.toMatch(/Failed|NaN|undefined|Infinity/);
  // A broker has to be installed.
  const row = `^\\| tables, closed loop: 2 × ${system} +\\| |^- Not measured: 2 × ${system} \\(`;
  expect(stdout).toMatch(new RegExp(row, 'm'));
  expect(status).toBe(0);
});

test.each([
  ['there is no scenario lounge', ['--only', 'room,lounge']],
  ['there is no system irc', ['--systems', 'irc']],
  ['{port} is missing', ['--server', 'python3 server.py']],
  ['whole number', ['--runs', '0']],
  ['above 0', ['--seconds', '-1']],
  ['whole number', ['--rates', '10,fast']],
  ['whole number', ['--servers', '1,0']],
  ['there is no commit no-such-ref', ['--compare', 'no-such-ref']],
  ['nowhere.md cannot be read', ['--update', 'nowhere.md']],
  ['has no lines <!-- bench', ['--update', join(__dirname, '../README.md')]],
  ['no/where.json cannot be written (ENOENT)', ['--json', 'no/where.json']],
  ['unknown option', ['--fast']],
])('wrong usage is one line, and exit status 2: %s', async (fault, args) => {
  const { status, stdout, stderr } = await bench(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^chat-bench: .+\n$/);
  expect(stderr).toContain(fault);
});

test('a scenario with more connections than there can be is refused, in one line', async () => {
  const command = `ulimit -n 1000; exec '${process.execPath}' '${MAIN}' --only crowd`;
  const { status, stdout, stderr } = await run('/bin/sh', ['-c', command]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^chat-bench: crowd needs 3\d+ open files, but ulimit -Hn is 1000: .+\n$/);
});

test('it prints its version', async () => {
  await expect(bench(['--version'])).resolves.toEqual({
    status: 0,
    stdout: `${version}\n`,
    stderr: '',
  });
});
