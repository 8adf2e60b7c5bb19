import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { version } from '../package.json';
import { type Results } from './report/results';

const MAIN = join(__dirname, '../dist/main.js');
const FAULTY = `'${process.execPath}' '${join(__dirname, 'faulty-relay.mjs')}' {port}`;

/** A machine that does much else takes its time. */
jest.setTimeout(120_000);

/** As little as shows what there is to see. */
const SHORT = ['--runs', '1', '--seconds', '0.1', '--only', 'room'];

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function bench(args: readonly string[], env = process.env): Promise<Outcome> {
  return run(process.execPath, [MAIN, ...args], env);
}

async function run(file: string, args: readonly string[], env = process.env): Promise<Outcome> {
  const child = spawn(file, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { status, stdout, stderr };
}

test('our server and the naive relay in a room: every delivery is right, and all figures are there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-bench-'));
  try {
    const json = join(folder, 'results.json');
    const { status, stdout, stderr } = await bench([...SHORT, '--json', json]);
    expect(stdout).toMatch(/^### room\n[^]*\n\| chat +\| [^]*\n\| naive +\| /);
    expect(stdout).not.toMatch(/NaN|undefined/);
    expect(stderr).toMatch(/\d+ s room, round 1 of 1: chat\n\d+ s room, round 1 of 1: naive\n/);
    const results = JSON.parse(await readFile(json, 'utf8')) as Results;
    const [{ series } = { series: [] }] = results.scenarios;
    expect(series.map(({ system }) => system)).toEqual(['chat', 'naive']);
    for (const { fault, runs } of series) {
      expect(fault).toBeUndefined();
      expect(runs).toHaveLength(1);
      const [run] = runs;
      expect(run?.deliveries).toBeGreaterThan(0);
      expect(run?.cpuSeconds).toBeGreaterThanOrEqual(0.1);
      expect(run?.wallSeconds).toBeGreaterThan(0);
      expect(run?.startupMs).toBeGreaterThan(0);
      const { p50 = 0, p99 = 0, p999 = 0 } = run?.latency ?? {};
      expect([0, p50, p99, p999]).toEqual([0, p50, p99, p999].sort((one, other) => one - other));
      expect(p50).toBeGreaterThan(0);
    }
    expect(status).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a server that does one thing wrong fails, with exit status 1, and the others are measured', async () => {
  const servers = ['lose', 'double', 'alter', 'swap'].map((fault) => `${FAULTY} ${fault}`);
  const args = servers.flatMap((server) => ['--server', server]);
  const { status, stdout } = await bench([...SHORT, '--systems', 'naive', ...args]);
  const received = 'm\\d{4} received from m0000 message \\d+';
  for (const [fault, complaint] of [
    ['lose', 'where \\d+ comes next: lost, or out of order'],
    ['double', 'again: '],
    ['alter', 'altered: '],
    ['swap', 'where \\d+ comes next: lost, or out of order'],
  ]) {
    expect(stdout).toMatch(new RegExp(`^Failed: .* ${fault}: ${received} ${complaint}`, 'm'));
  }
  expect(stdout).toMatch(/^\| naive +\| +0\.\d+ \(/m);
  expect(status).toBe(1);
});

test('a server that does not start fails, with what it said', async () => {
  const command = `'${process.execPath}' -e 'console.error("no such thing"); process.exit(3)' {port}`;
  const { status, stdout } = await bench([...SHORT, '--systems', 'naive', '--server', command]);
  expect(stdout).toContain(': it has ended (3) before it listened. no such thing');
  expect(status).toBe(1);
});

test('what is not installed is named', async () => {
  const env = { ...process.env, PATH: '/nowhere' };
  await expect(bench([...SHORT, '--systems', 'redis'], env)).resolves.toEqual({
    status: 0,
    stdout: 'Not measured: redis, redis-server is not installed.\n',
    stderr: '',
  });
});

test('a short storm, another every time, loses, doubles and reorders nothing', async () => {
  const seed = 1 + Math.floor(Math.random() * 1_000_000);
  const storm = ['--only', 'storm', '--systems', 'chat', '--runs', '1', '--seconds', '1'];
  const { status, stdout } = await bench([...storm, '--seed', `${seed}`]);
  expect({ seed, status, stdout }).toEqual({
    seed,
    status: 0,
    stdout: expect.stringMatching(/^### storm\n/) as string,
  });
});

test.each([
  ['there is no scenario lounge', ['--only', 'room,lounge']],
  ['there is no system irc', ['--systems', 'irc']],
  ['{port} is missing', ['--server', 'python3 server.py']],
  ['whole number', ['--runs', '0']],
  ['above 0', ['--seconds', '-1']],
  ['above 0', ['--rate', 'fast']],
  ['there is no commit no-such-ref', ['--compare', 'no-such-ref']],
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
  expect(stderr).toMatch(/^chat-bench: crowd needs 9\d+ open files, but ulimit -Hn is 1000: .+\n$/);
});

test('it prints its version', async () => {
  await expect(bench(['--version'])).resolves.toEqual({
    status: 0,
    stdout: `${version}\n`,
    stderr: '',
  });
});
