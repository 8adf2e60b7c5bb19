import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { destroyPeers, enter, Peer } from '../testing/test-peer';
import { killPrograms, portIn, Program, socketsOf } from '../testing/test-program';
import { killTerminals, TerminalProgram } from '../testing/test-terminal';

/** As long as a name may be: an event is then some 300 bytes. */
const NAME = 'N'.repeat(64);

/** A connection that comes, is named and goes. */
const EVENTS = 3;

afterEach(async () => {
  destroyPeers();
  await killPrograms();
  await killTerminals();
});

/** Lets so many connections come and go. */
async function visit(port: number, visits: number): Promise<void> {
  for (let left = visits; left > 0; left -= 100) {
    const crowd = Array.from({ length: Math.min(100, left) }, () => new Peer(port));
    for (const peer of crowd) {
      peer.say(NAME);
      peer.socket.end();
    }
    await Promise.all(crowd.map(({ ended }) => ended));
  }
}

const LEFT_OUT = /(\d+) lines of the log were left out/;

/** The events in a log: its lines, and what one of them says were left out. */
function events(lines: readonly string[]): number {
  return lines
    .map((line) => JSON.parse(line) as { message: string })
    .map(({ message }) => Number(LEFT_OUT.exec(message)?.[1] ?? 1))
    .reduce((sum, count) => sum + count, 0);
}

describe('a reader that stops reading', () => {
  test('holds up nobody; what there is no room for is counted', async () => {
    const program = new Program(['0', '--log-level=debug']);
    const port = await program.port();
    program.pauseLog();
    await visit(port, 2500);
    program.resumeLog();
    await program.logs(LEFT_OUT);
    program.signal('SIGTERM');
    await program.closed;
    // One said where it listens, and two that it stopped.
    expect(events(program.lines)).toBe(2500 * EVENTS + 3);
    expect(program.lines.at(-1)).toContain('Stopped');
  });

  test('gets the last lines too, if it reads on when the server has stopped', async () => {
    const program = new Program(['0', '--log-level=debug']);
    const port = await program.port();
    program.pauseLog();
    await visit(port, 600);
    const alice = await enter(port, 'Alice');
    program.signal('SIGTERM');
    await alice.ended;
    destroyPeers();
    // The last of its sockets is its log.
    while (socketsOf(program.pid).length > 1) await delay(5);
    program.resumeLog();
    expect(await program.closed).toBe(0);
    expect(program.lines).toHaveLength(601 * EVENTS + 3);
    expect(program.lines.at(-1)).toContain('Stopped');
  });

  test('does not hold up the end', async () => {
    const program = new Program(['0', '--log-level=debug']);
    const port = await program.port();
    program.pauseLog();
    await visit(port, 600);
    program.signal('SIGTERM');
    expect(await program.exited).toBe(0);
    program.resumeLog();
    await program.closed;
    expect(program.lines.at(-1)).not.toContain('Stopped');
  });
});

test('a terminal that is stopped holds up nobody, and shows all when it goes on', async () => {
  const program = new TerminalProgram(['0', '--log-level=debug']);
  const port = await program.port();
  program.type('\x13');
  await visit(port, 300);
  expect(program.screen).not.toContain('disconnected');
  program.type('\x11');
  while (program.screen.split('disconnected').length <= 300) await delay(5);
  program.type('\x13');
  await visit(port, 300);
  program.signal('SIGTERM');
  expect(await program.exited).toBe(0);
});

test('a disk that is full holds up nobody, and what was lost is counted when there is room', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chat-log-'));
  const log = join(folder, 'log');
  // A file that may not grow further is as a full disk.
  const script = `ulimit -f 64; exec "$@" 2>>${log}`;
  const program = new TerminalProgram(['0', '--log-level=debug'], script);
  const port = await portIn(log);
  await visit(port, 300);
  const full = readFileSync(log, 'utf8').split('\n');
  // Of the line that filled it, a part is there, and stays.
  const torn = full.pop() ?? '';
  writeFileSync(log, torn);
  await visit(port, 1);
  program.signal('SIGTERM');
  expect(await program.exited).toBe(0);
  const [first, ...rest] = readFileSync(log, 'utf8').trimEnd().split('\n');
  expect(first).toBe(torn);
  const lost = 301 * EVENTS + 3 - events([...full, ...rest]);
  // The system took that part, and Node did not tell.
  expect(lost).toBe(torn === '' ? 0 : 1);
  expect(rest.at(-1)).toContain('Stopped');
  rmSync(folder, { recursive: true });
});
