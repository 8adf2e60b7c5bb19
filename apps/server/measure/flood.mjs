/*
 * How much a flood delays others: the latency of a paced conversation in a channel of its own,
 * - in silence,
 * - while one client writes as fast as it can and twenty more send blank frames in a loop,
 * - and, to tell how much of that is the machine's own, in silence beside a process that only counts.
 * The flood, the server and the conversation are three processes, so the figures mean something on a
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
    return times;
  };
}

/** @param {number[]} times */
function quantiles(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((part) => sorted[Math.floor(sorted.length * part)]);
  return { p50, p99 };
}

/**
 * The latency while another process runs.
 *
 * @param {string[]} task what this file is to do there
 */
async function beside(task, latency) {
  const other = spawn(process.execPath, [SELF, ...task], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await pause(1000);
  const times = await latency();
  other.kill();
  await once(other, 'exit');
  await pause(500);
  return times;
}

async function measure() {
  const server = spawn(process.execPath, [SERVER, '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [line] = await once(server.stderr, 'data');
  const port = /Listening on port (\d+)/.exec(line)[1];
  const latency = await conversation(port);
  await latency();
  const [quiet, flooded, counting] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    quiet.push(...(await latency()));
    flooded.push(...(await beside(['flood', port], latency)));
    counting.push(...(await beside(['count'], latency)));
  }
  server.kill('SIGKILL');
  const silence = quantiles(quiet).p99;
  for (const [situation, times] of [
    ['in silence', quiet],
    ['flooded', flooded],
    ['beside a process that counts', counting],
  ]) {
    const { p50, p99 } = quantiles(times);
    const figures = `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
    process.stdout.write(`${situation}: ${figures}, ${(p99 / silence).toFixed(1)} times silence\n`);
  }
}

const [task, port] = process.argv.slice(2);
if (task === undefined) {
  await measure();
  process.exit(0);
} else if (task === 'flood') {
  flood(Number(port), frames(...Array(320).fill('flood')));
  for (let count = 0; count < BLANK_FLOODERS; count++) flood(Number(port), frames(''));
} else {
  for (;;);
}
