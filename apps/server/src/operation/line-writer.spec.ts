import type { Writable } from 'node:stream';
import { LineWriter } from './line-writer';

/** Takes lines while there is room; without, the beginning of each. */
class Disk {
  readonly writableLength = 0;
  text = '';
  isFull = false;

  write(text: string, done: (error?: Error) => void): void {
    this.text += this.isFull ? text.slice(0, 3) : text;
    done(this.isFull ? new Error('ENOSPC') : undefined);
  }
}

test('a line that was written in part stands alone, and how many were lost stands on a line of its own', () => {
  const disk = new Disk();
  const lines = new LineWriter(disk as unknown as Writable, (leftOut) => `${leftOut} left out\n`);
  lines.write('one\n');
  disk.isFull = true;
  lines.write('second\n');
  disk.isFull = false;
  lines.write('third\n');
  lines.write('fourth\n');
  expect(disk.text).toBe('one\nsec\n1 left out\nthird\nfourth\n');
});
