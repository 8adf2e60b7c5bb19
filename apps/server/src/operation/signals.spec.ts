import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { destroyPeers, enter, type Peer } from '../testing/test-peer';
import { killPrograms, portIn, Program, socketsOf } from '../testing/test-program';
import { killTerminals, TerminalProgram } from '../testing/test-terminal';

const LISTENING = '0A';

afterEach(async () => {
  destroyPeers();
  await killPrograms();
  await killTerminals();
});

/** How many TCP ports a process listens on. */
function listening(pid: number): number {
  const sockets = socketsOf(pid);
  return ['tcp', 'tcp6']
    .flatMap((family) => readFileSync(`/proc/${pid}/net/${family}`, 'latin1').split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode = '']) => state === LISTENING && sockets.includes(inode))
    .length;
}

/** Whether a process has something to do on a signal other than to end. */
function catches(pid: number, signal: NodeJS.Signals): boolean {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const caught = BigInt(`0x${/^SigCgt:\s+(\w+)/m.exec(status)?.[1] ?? '0'}`);
  return ((caught >> BigInt(constants.signals[signal] - 1)) & 1n) === 1n;
}

async function talk(alice: Peer, bob: Peer): Promise<void> {
  alice.say('still here');
  await bob.hearUntil('[Alice] still here');
}

test.each(['SIGUSR1', 'SIGUSR2'] as const)('%s does nothing, and opens nothing', async (signal) => {
  const program = new Program(['0']);
  const port = await program.port();
  const [alice, bob] = [await enter(port, 'Alice'), await enter(port, 'Bob')];
  program.signal(signal);
  await program.logs(new RegExp(`${signal} asks for nothing here`));
  await talk(alice, bob);
  expect(listening(program.pid)).toBe(1);
  expect(program.lines).toHaveLength(2);
});

test('SIGUSR1 opens nothing while the program starts either', async () => {
  const program = new Program(['0']);
  while (!catches(program.pid, 'SIGUSR1')) await delay(1);
  program.signal('SIGUSR1');
  const port = await program.port();
  await enter(port, 'Alice');
  expect(listening(program.pid)).toBe(1);
});

test('SIGHUP has nothing to read again without TLS, and says so', async () => {
  const program = new Program(['0']);
  const port = await program.port();
  const [alice, bob] = [await enter(port, 'Alice'), await enter(port, 'Bob')];
  program.signal('SIGHUP');
  await program.logs(/SIGHUP: without TLS there is nothing to read again/);
  await talk(alice, bob);
});

test('SIGPIPE does nothing, and after SIGSTOP and SIGCONT it goes on', async () => {
  const program = new Program(['0']);
  const port = await program.port();
  const [alice, bob] = [await enter(port, 'Alice'), await enter(port, 'Bob')];
  program.signal('SIGPIPE');
  program.signal('SIGSTOP');
  alice.say('are you there?');
  await alice.sent();
  program.signal('SIGCONT');
  await bob.hearUntil('[Alice] are you there?');
  await talk(alice, bob);
});

describe('a window that is closed', () => {
  async function closed(program: TerminalProgram, port: number): Promise<void> {
    const [alice, bob] = [await enter(port, 'Alice'), await enter(port, 'Bob')];
    await alice.hearUntil('Bob has joined');
    for (let index = 0; index < 1000; index++) alice.say(`${index}`);
    await Promise.all([alice.sent(), bob.hearUntil('[Alice] 0')]);
    program.closeWindow();
    await bob.hearUntil('[Alice] 999');
    await bob.ended;
    destroyPeers();
    expect(await program.exited).toBe(0);
  }

  test('stops the server, which first delivers what it owes', async () => {
    const program = new TerminalProgram(['0']);
    await closed(program, await program.port());
  });

  test('does so though the log goes elsewhere', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chat-log-'));
    const log = join(folder, 'log');
    const program = new TerminalProgram(['0'], `exec "$@" 2>${log}`);
    await closed(program, await portIn(log));
    expect(readFileSync(log, 'utf8')).toContain('Stopped');
    rmSync(folder, { recursive: true });
  });

  test('ends nothing sooner by saying so twice', async () => {
    const program = new TerminalProgram(['0']);
    const port = await program.port();
    const [alice, bob] = [await enter(port, 'Alice'), await enter(port, 'Bob')];
    await alice.hearUntil('Bob has joined');
    program.signal('SIGHUP');
    program.signal('SIGHUP');
    await Promise.all([alice.ended, bob.ended]);
    program.signal('SIGHUP');
    destroyPeers();
    expect(await program.exited).toBe(0);
    expect(program.screen).toContain('Stopped');
  });
});
