import { constants, openSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { isatty } from 'node:tty';

const FILE = 2;

/** Milliseconds after which a terminal that was stopped is tried again. */
const AGAIN = 50;

let output: Writable | undefined;

/**
 * Standard error, which holds up nobody: what its reader does not take waits, as `writableLength`
 * tells, and a write that fails fails alone. It takes time to open: who asks for it first waits.
 */
export function standardError(): Writable {
  if (output === undefined) {
    output = (isatty(FILE) ? openTerminal() : undefined) ?? process.stderr;
    // Whoever read it may have gone, or the disk be full: the server goes on.
    output.on('error', () => undefined);
  }
  return output;
}

/** Waits until all that was written so far has been taken, or so many milliseconds have passed. */
export async function taken(within: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, within);
    standardError().write('', () => {
      resolve();
    });
  });
}

/**
 * The terminal behind standard error. Node would wait for it, and the server with it, while it is
 * stopped (Ctrl-S). A file of our own for it can be written without waiting, and leaves that of the shell
 * as it is.
 *
 * @returns `undefined` where the system has none for us: that of another user, or another system than Linux
 */
function openTerminal(): Writable | undefined {
  const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
  let file: number;
  try {
    file = openSync(`/proc/self/fd/${FILE}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    return undefined;
  }
  const write = (bytes: Buffer, written: () => void): void => {
    const left = bytes.subarray(writeWhatFits(file, bytes));
    if (left.length === 0) written();
    else setTimeout(write, AGAIN, left, written);
  };
  return new Writable({
    write: (bytes: Buffer, _encoding, written) => {
      write(bytes, written);
    },
  });
}

/** @returns how many of the bytes need not be written again: all, if the window was closed */
function writeWhatFits(file: number, bytes: Buffer): number {
  try {
    return writeSync(file, bytes);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 0 : bytes.length;
  }
}
