/*
 * One kind of attack, from so many connections: `node attack.mjs <kind> <connections> <port> [<ClientHello>]`.
 * It says when all have connected once, and goes on until it is ended, or for half a minute.
 */
import { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import process from 'node:process';
import { setImmediate, setTimeout } from 'node:timers';

const LONGEST = 30_000;

const frames = (...texts) => Buffer.from(texts.map((text) => text.padEnd(200)).join(''));

const [kind, connections, port, hello] = process.argv.slice(2);

let unconnected = Number(connections);

/** Somebody new has connected. */
function connected() {
  if (--unconnected === 0) process.stdout.write('All are there\n');
}

/** Writes the same again and again, as fast as it is taken; comes again when it is cut off. */
function flood(first, bytes) {
  const socket = connect(Number(port), '127.0.0.1');
  socket.setNoDelay().on('error', () => undefined);
  socket.once('connect', connected);
  socket.on('close', () => setImmediate(() => flood(first, bytes)));
  socket.resume();
  socket.write(first);
  const write = () => {
    if (socket.destroyed) return;
    if (socket.write(bytes)) setImmediate(write);
    else socket.once('drain', write);
  };
  socket.once('connect', write);
}

/** Connects, says something, and is gone; then again. */
function knock(bytes, reset) {
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.on('close', () => setImmediate(() => knock(bytes, reset)));
  socket.once('connect', () => {
    connected();
    if (bytes !== undefined) socket.write(bytes);
    if (reset) socket.resetAndDestroy();
    else if (bytes === undefined) socket.end();
    // The server's flight has come: the work is done.
    else socket.once('data', () => socket.resetAndDestroy());
  });
  socket.resume();
}

const KINDS = {
  junk: (index) => flood(frames(`junk ${index}`), frames('/junk')),
  'junk, 64 at once': (index) => flood(frames(`junk ${index}`), frames(...Array(64).fill('/junk'))),
  blank: (index) => flood(frames(`blank ${index}`), frames('')),
  list: (index) => flood(frames(`list ${index}`), frames('/list')),
  'create and list': (index) =>
    flood(frames(`create ${index}`), frames(`/create ${index} ${Math.random()}`, '/list')),
  'join and leave': (index) =>
    flood(frames(`restless ${index}`), frames('/join paced', '/join elsewhere')),
  'two in private': (index) => {
    const channel = `private ${index >> 1}`;
    flood(frames(`two ${index}`, `/create ${channel}`, `/join ${channel}`), frames('psst'));
  },
  'connect and close': () => knock(undefined, false),
  'connect and reset': () => knock(undefined, true),
  handshakes: () => knock(Buffer.from(hello, 'base64'), true),
};

for (let index = 0; index < Number(connections); index++) KINDS[kind](index);
setTimeout(() => process.exit(), LONGEST);
