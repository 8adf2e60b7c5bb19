import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { OPTIONS } from '../operation/options';
import { ChatServer } from '../server';
import { destroyPeers, enter, type Peer } from '../testing/test-peer';

/** In which Linux tells how much of a timer is left. */
const TICKS_PER_SECOND = 100;

/** Of a state, and of timers: that of data without an answer, and that of silence. */
const ESTABLISHED = '01';
const RETRANSMISSION = '01';
const KEEPALIVE = '02';

let server: ChatServer | undefined;

afterEach(async () => {
  destroyPeers();
  await server?.close();
});

const hex = (port = 0): string => `:${port.toString(16).toUpperCase().padStart(4, '0')}`;

/** What the system tells of the timer of the server's end: which, and in how many ticks it ends. */
function timerOf(port: number, { socket }: Peer): readonly string[] {
  for (const family of ['tcp', 'tcp6']) {
    for (const line of readFileSync(`/proc/self/net/${family}`, 'latin1').split('\n')) {
      const [, local = '', remote = '', state, , timer = ''] = line.trim().split(/\s+/);
      if (state !== ESTABLISHED) continue;
      if (local.endsWith(hex(port)) && remote.endsWith(hex(socket.localPort))) {
        return timer.split(':');
      }
    }
  }
  throw new Error('The system does not know the connection.');
}

/** In how many seconds TCP will ask, if it will. */
async function keepaliveOf(port: number, peer: Peer): Promise<number | undefined> {
  for (;;) {
    const [timer, left = ''] = timerOf(port, peer);
    if (timer === KEEPALIVE) return parseInt(left, 16) / TICKS_PER_SECOND;
    if (timer !== RETRANSMISSION) return undefined;
    await delay(5);
  }
}

test.each([
  ['1s', 1],
  ['60s', 60],
  ['5m', 300],
  ['9h', 32_400],
  ['32767s', 32_767],
])('--tcp-keepalive=%s is what the system does', async (text, seconds) => {
  server = new ChatServer({ tcpKeepalive: OPTIONS.tcpKeepalive.schema.parse(text) });
  const { port } = await server.listen(0);
  const left = await keepaliveOf(port, await enter(port, 'Alice'));
  expect(left).toBeLessThanOrEqual(seconds);
  expect(left).toBeGreaterThanOrEqual(Math.max(0, seconds - 30));
});

test('without --tcp-keepalive, TCP does not ask', async () => {
  server = new ChatServer({ tcpKeepalive: OPTIONS.tcpKeepalive.schema.parse('off') });
  const { port } = await server.listen(0);
  const peer = await enter(port, 'Alice');
  expect(await keepaliveOf(port, peer)).toBeUndefined();
});
