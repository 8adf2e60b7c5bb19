import type { AddressInfo } from 'node:net';
import { ChatServer } from '../server';
import { destroyPeers, enter } from '../testing/test-peer';
import { AdminServer } from './admin';

let server: ChatServer;
let admin: AdminServer;
let url: string;
let port: number;

beforeEach(async () => {
  server = new ChatServer();
  ({ port } = await server.listen(0));
  admin = new AdminServer(server);
  const address: AddressInfo = await admin.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${address.port}`;
});

afterEach(async () => {
  destroyPeers();
  admin.close();
  if (!server.draining) await server.close();
});

/** The metrics without those of the process, each with its labels. */
async function metrics(): Promise<Record<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const values = [...text.matchAll(/^(chat_\S+) (\S+)$/gm)];
  return Object.fromEntries(values.map(([, name = '', value]) => [name, Number(value)]));
}

test('/healthz and /readyz answer, and /readyz says no while the server stops', async () => {
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  await enter(port, 'Alice');
  const closed = server.close();
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  destroyPeers();
  await closed;
});

test('/metrics counts what passes, in the text format of Prometheus', async () => {
  const alice = await enter(port, 'Alice');
  const bob = await enter(port, 'Bob');
  await alice.hearUntil('Bob has joined');
  const before = await metrics();
  alice.say('hi');
  await bob.hearUntil('[Alice] hi');
  bob.socket.end();
  await alice.hearUntil('Bob has left');
  while (server.connections > 1) await new Promise((resolve) => setTimeout(resolve, 5));
  const after = await metrics();
  const gained = (name: string): number => {
    const series = `${name}{transport="tcp"}`;
    return (after[series] ?? NaN) - (before[series] ?? NaN);
  };
  expect(gained('chat_frames_received_total')).toBe(1);
  expect(gained('chat_received_bytes_total')).toBe(200);
  // "hi" to Bob, "Bob has left" to Alice.
  expect(gained('chat_deliveries_total')).toBe(2);
  expect(gained('chat_sent_bytes_total')).toBe(400);
  expect(after).toMatchObject({
    'chat_connections{transport="tcp"}': 1,
    'chat_connections{transport="web"}': 0,
    chat_channels: 1,
    chat_sends_natively: 0,
    'chat_connections_total{transport="tcp"}': 2,
    chat_send_queue_high_water_bytes: 0,
    'chat_disconnects_total{transport="tcp",reason="closed"}': 1,
    'chat_disconnects_total{transport="tcp",reason="slow_reader"}': 0,
  });
  const response = await fetch(`${url}/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect(await response.text()).toContain('nodejs_eventloop_lag_seconds');
});

/** How it sends is settled when it starts. */
const SETTLED = 'chat_sends_natively';

test('every metric moves', async () => {
  const before = await metrics();
  const [frozen, busy, other] = [
    await enter(port, 'Frozen'),
    await enter(port, 'Busy'),
    await enter(port, 'Other'),
  ];
  (await enter(port, 'Gone')).socket.destroy();
  frozen.socket.pause();
  let after: typeof before;
  do {
    busy.say('x'.repeat(64 * 1024));
    busy.say('over');
    await other.hearUntil('[Busy] over');
    after = await metrics();
  } while (after['chat_send_queue_bytes'] === 0);
  const moved = Object.keys(after).filter((name) => after[name] !== before[name]);
  const names = Object.keys(before)
    .map((name) => name.replace(/\{.*/, ''))
    .filter((name) => name !== SETTLED);
  expect(new Set(moved.map((name) => name.replace(/\{.*/, '')))).toEqual(new Set(names));
  expect(after['chat_send_queue_high_water_bytes']).toBeGreaterThan(64 * 1024);
  // What waited is the most that ever did, when it has been read too.
  frozen.socket.resume();
  do after = await metrics();
  while (after['chat_send_queue_bytes'] !== 0);
  expect(after['chat_send_queue_high_water_bytes']).toBeGreaterThan(64 * 1024);
});

test('anything else is told what there is', async () => {
  expect((await fetch(`${url}/`)).status).toBe(404);
  const posted = await fetch(`${url}/metrics`, { method: 'POST' });
  expect(posted.status).toBe(405);
  expect(posted.headers.get('allow')).toBe('GET, HEAD');
});
