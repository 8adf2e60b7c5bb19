/*
 * What attacks cost everybody else: the server's processor time between the moment that somebody says
 * something and the moment that the server writes it to who hears it, while others attack; and between the
 * moment that a newcomer connects and its first answer. Attack and server have two cores, so nothing else
 * should run. `node measure/main.mjs [<kind> ...]`
 */
import { generate } from 'selfsigned';
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath, URL } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const SPEAKERS = 20;
const MESSAGES = 200;
const NEWCOMERS = 20;
/** Milliseconds from one message to the next, and so a twentieth of what each speaker waits. */
const APART = 12;
const WARM_UP = 3000;
const CROWDS = [1, 100, 1000];

const frames = (...texts) => Buffer.from(texts.map((text) => text.padEnd(200)).join(''));
const now = () => `@${process.hrtime.bigint()}@`;

async function startServer(args) {
  const server = spawn(
    process.execPath,
    ['--require', here('cpu-clock.cjs'), here('../dist/main.js'), '0', ...args],
    { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  const [line] = await once(server.stderr, 'data');
  server.stderr.resume();
  const delays = async () => {
    server.send('delays');
    return (await once(server, 'message'))[0];
  };
  return { server, port: Number(/Listening on port (\d+)/.exec(line)[1]), delays };
}

/** Someone who chats; over TLS where the server does. */
function join_(call, name, ...commands) {
  const socket = call();
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(frames(name, ...commands));
  return socket;
}

/** Says something now and then, and has newcomers connect. */
async function chat(speakers, call, { delays }) {
  await delays();
  for (let said = 0; said < MESSAGES; said++) {
    speakers[said % SPEAKERS].write(frames(now()));
    await pause(APART);
  }
  await pause(300);
  const messages = await delays();
  for (let came = 0; came < NEWCOMERS; came++) {
    const started = now();
    const newcomer = join_(call, 'newcomer', '/list', `/${started}`);
    await Promise.race([pause(2000), once(newcomer, 'data')]);
    newcomer.destroy();
  }
  await pause(300);
  return { messages, newcomers: await delays() };
}

function quantiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((part) => sorted[Math.floor(sorted.length * part)] ?? NaN);
  return `${(p50 / 1000).toFixed(2).padStart(8)} ${(p99 / 1000).toFixed(2).padStart(8)}`;
}

function report(kind, crowd, { messages, newcomers }) {
  const lost = MESSAGES - messages.length;
  const missing = NEWCOMERS - newcomers.length;
  const faults = lost + missing > 0 ? `  not in time: ${lost} messages, ${missing} newcomers` : '';
  const row = `${kind.padEnd(20)} ${`${crowd}`.padStart(5)} ${quantiles(messages)} ${quantiles(newcomers)}`;
  process.stdout.write(`${row}${faults}\n`);
  // Beside nobody everything comes: it is the measuring that is at fault.
  if (kind === 'silence' && lost + missing > 0) process.exit(1);
}

async function measure(kind, crowds, { args, call, hello }) {
  for (const crowd of crowds) {
    const running = await startServer(args);
    const dial = () => call(running.port);
    const founder = join_(dial, 'founder', '/create paced', '/create elsewhere', '/join paced');
    await pause(300);
    const speakers = Array.from({ length: SPEAKERS }, () => join_(dial, 'speaker', '/join paced'));
    await pause(300);
    const attack =
      kind === 'silence'
        ? undefined
        : spawn(
            process.execPath,
            [here('attack.mjs'), kind, `${crowd}`, `${running.port}`, hello ?? ''],
            { stdio: ['ignore', 'pipe', 'inherit'] },
          );
    if (attack !== undefined) await once(attack.stdout, 'data');
    await pause(WARM_UP);
    report(kind, crowd, await chat(speakers, dial, running));
    attack?.kill('SIGKILL');
    running.server.kill('SIGKILL');
    for (const socket of [founder, ...speakers]) socket.destroy();
    await once(running.server, 'exit');
  }
}

/** The first bytes of a TLS client: to send them again is no work at all. */
async function recordHello() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connectTls({ port: server.address().port, host: '127.0.0.1' });
  client.on('error', () => undefined);
  const [socket] = await once(server, 'connection');
  const [hello] = await once(socket, 'data');
  client.destroy();
  socket.destroy();
  server.close();
  return hello.toString('base64');
}

async function withCertificate(act) {
  const folder = mkdtempSync(join(tmpdir(), 'chat-measure-'));
  try {
    const pem = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 4096 });
    const [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(folder, name));
    writeFileSync(cert, pem.cert);
    writeFileSync(key, pem.private);
    await act(['--tls-cert', cert, '--tls-key', key]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const PLAIN = [
  'junk',
  'junk, 64 at once',
  'blank',
  'list',
  'create and list',
  'join and leave',
  'two in private',
  'connect and close',
  'connect and reset',
];

const wanted = process.argv.slice(2);
const isWanted = (kind) => wanted.length === 0 || wanted.includes(kind);
process.stdout.write('Processor milliseconds of the server\n');
process.stdout.write(`attack               peers   message  p50, p99    newcomer p50, p99\n`);
const plain = { args: [], call: (port) => connect(port, '127.0.0.1').setNoDelay() };
await measure('silence', [0], plain);
for (const kind of PLAIN) if (isWanted(kind)) await measure(kind, CROWDS, plain);
if (isWanted('handshakes')) {
  await withCertificate(async (args) => {
    const call = (port) =>
      connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }).setNoDelay();
    await measure('silence', [0], { args, call });
    await measure('handshakes', CROWDS, { args, call, hello: await recordHello() });
  });
}
process.exit();
