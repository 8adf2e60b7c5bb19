import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { destroyPeers, enter, Peer } from '../testing/test-peer';
import { killPrograms, Program } from '../testing/test-program';

const FULL = 'The server is full. Try again later.';

const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  destroyPeers();
  await killPrograms();
});

/** Changes how many files a program may open; not the limit up to which that can be raised again. */
function limitFiles({ pid }: Program, files: number): void {
  execFileSync('prlimit', [`--pid=${pid}`, `--nofile=${files}:`]);
}

/** Connections that the server has taken or refused: none was closed behind its back. */
async function known(program: Program): Promise<number> {
  const refused = await program.metric('chat_disconnects_total', 'reason="too_many_connections"');
  return refused + (await program.metric('chat_connections_total'));
}

async function crowd(port: number, count: number): Promise<Peer[]> {
  const peers = Array.from({ length: count }, () => new Peer(port));
  await Promise.all(peers.map(({ socket }) => once(socket, 'connect')));
  return peers;
}

test('silent connections to the admin port keep nobody out, and are closed in time', async () => {
  const program = new Program(['0', '--admin-port=0'], 120);
  const port = await program.port();
  const admin = Number(await program.logs(/Admin port (\d+)/));
  const idle = Array.from({ length: 200 }, () => connect(admin, '127.0.0.1'));
  sockets.push(...idle);
  const closed = idle.map(async (socket) => {
    await once(socket.resume(), 'close');
  });
  for (const name of ['Alice', 'Bob', 'Carol']) await enter(port, name);
  await Promise.all(closed);
  expect(await known(program)).toBe(3);
});

test('a limit that is lowered meanwhile holds, and nobody is closed without being counted', async () => {
  const program = new Program(['0', '--admin-port=0'], 1000);
  const port = await program.port();
  const first = await crowd(port, 100);
  const alice = await enter(port, 'Alice');
  limitFiles(program, 200);
  const second = await crowd(port, 300);
  await Promise.all(second.slice(200).map(({ ended }) => ended));
  expect(await known(program)).toBe(401);
  const places = await program.metric('chat_places_taken');
  expect(places).toBeGreaterThan(101);
  expect(places).toBeLessThan(200);
  // There is room again when some leave, and when the limit is raised.
  for (const { socket } of first) socket.destroy();
  while ((await program.metric('chat_places_taken')) > places - first.length);
  await enter(port, 'Bob');
  limitFiles(program, 1000);
  await crowd(port, 300);
  alice.say('/nothing');
  await alice.hear();
  while ((await known(program)) < 702);
  expect(await program.metric('chat_places_taken')).toBe(places - first.length + 1 + 300);
});

test('one that is lowered below what is open is told of once, and there is room again when some leave', async () => {
  const program = new Program(['0', '--admin-port=0', '--name-timeout=3s'], 1000);
  const port = await program.port();
  const alice = await enter(port, 'Alice');
  const nameless = await crowd(port, 200);
  while ((await program.metric('chat_places_taken')) < 201);
  limitFiles(program, 100);
  await program.logs(/lets 100 files be open, too few for the 201 connections/);
  await Promise.all((await crowd(port, 50)).map(({ ended }) => ended));
  alice.say('/list');
  expect(await alice.hear()).toBe('c');
  await Promise.all(nameless.map(({ ended }) => ended));
  for (;;) {
    const bob = new Peer(port);
    bob.say('Bob');
    bob.say('/list');
    if ((await bob.hear()) === 'c') break;
  }
  expect(program.lines.filter((line) => line.includes('files be open'))).toHaveLength(1);
});

test('a server that has files for nobody says so, before anybody comes', async () => {
  const full = new Program(['0'], 40);
  expect(await full.logs(/lets (\d+) connections be open/)).toBe('0');
  const few = new Program(['0'], 80);
  await few.port();
  expect(few.lines.filter((line) => line.includes('be open'))).toEqual([]);
});

test('whoever asks for more connections than can be had is told, and nobody else', async () => {
  const asking = new Program(['0', '--max-connections=1000'], 200);
  await asking.port();
  expect(await asking.logs(/lets (\d+) connections be open, not 1000/)).toMatch(/^1\d\d$/);
  const silent = new Program(['0'], 200);
  const peers = await crowd(await silent.port(), 200);
  expect(await peers.at(-1)?.hear()).toBe(FULL);
  expect(silent.lines.filter((line) => line.includes('be open'))).toEqual([]);
});
