/*
 * How much a flood delays others: the latency of a paced conversation in a channel of its own, quiet
 * and while one client writes as fast as it can and twenty more send blank frames in a loop. The
 * flood, the server and the conversation are three processes, so the figures mean something on a
 * machine that is otherwise idle.
 */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setImmediate } from 'node:timers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, URL } from 'node:url';

const ROUNDS = 5;
const MESSAGES = 300;
const MESSAGES_APART = 5;
const BLANK_FLOODERS = 20;

const SELF = fileURLToPath(import.meta.url);
const SERVER = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** @param {string[]} texts */
function frames(...texts) {
  return Buffer.from(texts.map((text) => text.padEnd(200)).join(''));
}

/**
 * Writes as fast as it can, for ever: who is cut off comes again.
 *
 * @param {number} port
 * @param {Buffer} bytes
 */
function flood(port, bytes) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.on('close', () => flood(port, bytes));
  socket.resume();
  socket.write(frames('Flooder'));
  const write = () => {
    for (let count = 0; count < 200; count++) if (!socket.write(bytes)) break;
    if (socket.destroyed) return;
    if (socket.writableNeedDrain) socket.once('drain', write);
    else setImmediate(write);
  };
  write();
}

/** Two in a channel: one speaks, the other hears. */
async function conversation(port) {
  const [speaker, listener] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
  speaker.setNoDelay().write(frames('Speaker', '/create paced', '/list'));
  await once(speaker, 'data');
  speaker.resume();
  listener.write(frames('Listener', '/join paced', '/list'));
  await once(listener, 'data');
  return async () => {
    const times = [];
    for (let index = 0; index < MESSAGES; index++) {
      const said = performance.now();
      speaker.write(frames('hello'));
      await once(listener, 'data');
      times.push(performance.now() - said);
      await pause(MESSAGES_APART);
    }
    times.sort((a, b) => a - b);
    const quantile = (part) => times[Math.floor(times.length * part)];
    return { p50: quantile(0.5), p99: quantile(0.99) };
  };
}

async function measure() {
  const server = spawn(process.execPath, [SERVER, '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [line] = await once(server.stderr, 'data');
  const port = /Listening on port (\d+)/.exec(line)[1];
  const latency = await conversation(port);
  await latency();
  const ratios = [];
  const print = ({ p50, p99 }) => `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
  for (let round = 0; round < ROUNDS; round++) {
    const quiet = await latency();
    const flooder = spawn(process.execPath, [SELF, port], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    await pause(1000);
    const busy = await latency();
    flooder.kill();
    await once(flooder, 'exit');
    await pause(500);
    ratios.push(busy.p99 / quiet.p99);
    process.stdout.write(`quiet: ${print(quiet)}; flooded: ${print(busy)}\n`);
  }
  ratios.sort((a, b) => a - b);
  const median = ratios[(ROUNDS - 1) / 2].toFixed(1);
  process.stdout.write(`p99 flooded / quiet: median ${median} of ${ROUNDS} rounds\n`);
  server.kill('SIGKILL');
}

const [port] = process.argv.slice(2);
if (port === undefined) {
  await measure();
  process.exit(0);
} else {
  flood(Number(port), frames(...Array(320).fill('flood')));
  for (let count = 0; count < BLANK_FLOODERS; count++) flood(Number(port), frames(''));
}
