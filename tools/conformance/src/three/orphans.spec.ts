import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Broker } from '@chat/broker';
import { freePort } from '@chat/loopback/free-port';

const LAUNCHER = join(__dirname, '../../dist/three-servers.js');
const SERVER = join(__dirname, '../../../../apps/server/dist/main.js');

/** Starts what it is given as the checks do, in a group of its own. */
const STARTER = `require('node:child_process').spawn(process.execPath, process.argv.slice(1), { stdio: 'pipe', detached: true })`;

let broker: Broker;

beforeAll(async () => {
  broker = await Broker.start();
});

afterAll(() => broker.stop());

/** How many servers the broker knows. */
async function servers(): Promise<number> {
  const { monitor = 0 } = broker.nodes[0]?.ports ?? {};
  const response = await fetch(`http://127.0.0.1:${monitor}/connz`);
  return ((await response.json()) as { num_connections: number }).num_connections;
}

test('three servers end when whoever started them is killed', async () => {
  const [operator = ''] = broker.operatorAddresses;
  const program = [LAUNCHER, '3', String(await freePort()), 'node', SERVER, '--nats', operator];
  const starter = spawn(process.execPath, ['-e', STARTER, ...program], { stdio: 'ignore' });
  while ((await servers()) < 3) await delay(20);
  starter.kill('SIGKILL');
  while ((await servers()) > 0) await delay(20);
});
