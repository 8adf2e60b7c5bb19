'use strict';
/*
 * Loaded into the server before it starts. For each message of the form `@<nanoseconds of the monotonic
 * clock>@` that the server writes, it notes how much processor time the server has used since that moment:
 * what was in the way of the message. The clock alone would count what other processes do too.
 */
const { Buffer } = require('node:buffer');
const { createRequire } = require('node:module');
const process = require('node:process');
const { Duplex, Readable } = require('node:stream');

const FRAME = 200;
/** A message, or the refusal of a command. */
const MARKED = /^(?:\[[^\]]*\] |\/)@(\d+)@/;
const SAMPLES = 1 << 17;

/** Of this thread where Node tells it, else of the process, whose other threads collect garbage. */
const usage = () => {
  const { user, system } = process.threadCpuUsage?.() ?? process.cpuUsage();
  return user + system;
};

/** Moments, in nanoseconds of the clock and microseconds of the processor, in a ring. */
const times = new Float64Array(SAMPLES);
const used = new Float64Array(SAMPLES);
let count = 0;

function sample() {
  const at = count++ % SAMPLES;
  times[at] = Number(process.hrtime.bigint());
  used[at] = usage();
  return used[at];
}

/** Processor time at a moment, between the samples around it. */
function usedAt(time) {
  let [low, high] = [Math.max(0, count - SAMPLES), count - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle % SAMPLES] < time) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [Math.max(0, low - 1) % SAMPLES, low % SAMPLES];
  const part = (time - times[before]) / (times[after] - times[before] || 1);
  return used[before] + Math.min(1, Math.max(0, part)) * (used[after] - used[before]);
}

/** By message, since each is written to many. */
const delays = new Map();

function note(bytes) {
  for (let at = 0; at + FRAME <= bytes.length; at += FRAME) {
    if (bytes[at] !== 0x5b && bytes[at] !== 0x2f) continue;
    const marked = MARKED.exec(
      Buffer.from(bytes.buffer, bytes.byteOffset + at, 100).toString('latin1'),
    );
    const time = marked === null ? undefined : Number(marked[1]);
    if (time !== undefined && !delays.has(time)) delays.set(time, sample() - usedAt(time));
  }
}

const { push } = Readable.prototype;
Readable.prototype.push = function (chunk, encoding) {
  sample();
  return push.call(this, chunk, encoding);
};

const { write } = Duplex.prototype;
Duplex.prototype.write = function (chunk, ...rest) {
  if (typeof chunk !== 'string') note(chunk);
  return write.call(this, chunk, ...rest);
};

/** What is not written by Node goes out through the addon, if it was built. */
function watchAddon() {
  let addon;
  try {
    addon = createRequire(process.argv[1])('@chat/socket-send');
  } catch {
    return;
  }
  const { send, sendViews, sendToAll } = addon;
  addon.send = (descriptor, view) => {
    note(view);
    return send(descriptor, view);
  };
  addon.sendViews = (descriptor, views) => {
    views.forEach(note);
    return sendViews(descriptor, views);
  };
  addon.sendToAll = (descriptors, count, view) => {
    note(view);
    return sendToAll(descriptors, count, view);
  };
}
watchAddon();

process.on('message', () => {
  process.send([...delays.values()]);
  delays.clear();
});
process.channel.unref();
