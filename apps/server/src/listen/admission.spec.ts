import { encodeFrames, frameText } from '@chat/framing';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { defaultOptions } from '../operation/options';
import { Admission } from './admission';
import { LINGERING } from './open-files';

/** Of a socket, what is done to one that is refused. */
class Refused extends EventEmitter {
  heard = '';
  destroyed = false;

  end(farewell: Uint8Array): void {
    this.heard = frameText(farewell);
  }

  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }

  resume(): this {
    return this;
  }
}

const FAREWELL = encodeFrames('Full');

let admission: Admission;

beforeEach(() => {
  jest.useFakeTimers();
  admission = new Admission(defaultOptions());
});

afterEach(() => {
  admission.close();
  jest.useRealTimers();
});

function refuse(count: number): Refused[] {
  return Array.from({ length: count }, () => {
    const socket = new Refused();
    admission.refuse(socket as unknown as Socket, FAREWELL);
    return socket;
  });
}

test('those that are refused have a second to read why, as many as have files', () => {
  const refused = refuse(LINGERING + 1);
  expect(refused.map(({ heard }) => heard)).toEqual(refused.map(() => 'Full'));
  expect(refused.filter(({ destroyed }) => destroyed)).toEqual([refused.at(-1)]);
  jest.advanceTimersByTime(999);
  expect(refused[0]?.destroyed).toBe(false);
  jest.advanceTimersByTime(1);
  expect(refused.every(({ destroyed }) => destroyed)).toBe(true);
});

test('whoever closes leaves their time to others', () => {
  for (const socket of refuse(LINGERING)) socket.emit('close');
  const [next] = refuse(1);
  expect(next?.destroyed).toBe(false);
});
