/*
 * The naive relay with one fault, named on its command line: it treats one delivery of each 500 in
 * this way.
 */
import { Socket } from 'node:net';
import process from 'node:process';

const [, , , fault] = process.argv;
const write = Socket.prototype.write;
const TEXT = '['.charCodeAt(0);
let count = 0;
/** The delivery that a socket gets behind its next one. */
const held = new Map();

Socket.prototype.write = function (frame) {
  if (frame[0] !== TEXT) return write.call(this, frame);
  const before = held.get(this);
  held.delete(this);
  if (before === undefined && ++count % 500 === 0) {
    switch (fault) {
      case 'lose':
        return true;
      case 'double':
        write.call(this, frame);
        break;
      case 'alter':
        frame = Uint8Array.from(frame);
        frame[100] ^= 1;
        break;
      case 'swap':
        held.set(this, frame);
        return true;
    }
  }
  const result = write.call(this, frame);
  return before === undefined ? result : write.call(this, before);
};

await import('../dist/naive-relay.js');
