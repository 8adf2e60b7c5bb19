import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';

/** How Linux names standard output, so that it can be opened a second time. */
const STANDARD_OUTPUT = '/proc/self/fd/1';

/**
 * Tells when nobody reads standard output any more, if that is a pipe and the system is Linux. Elsewhere only
 * the next write tells.
 *
 * Linux reports it at the pipe's write end to whoever waits to read there, and Node waits to read only where
 * a socket was opened for reading. So the socket is made with a descriptor that is, and the write end takes
 * that number before anything is read. It must be called before anything else opens a file.
 */
export function onReaderGone(tell: () => void): void {
  if (!fstatSync(1).isFIFO()) return;
  try {
    const fd = openSync(STANDARD_OUTPUT, 'r+');
    const socket = new Socket({ fd, readable: true, writable: false });
    closeSync(fd);
    openSync(STANDARD_OUTPUT, constants.O_WRONLY | constants.O_NONBLOCK);
    socket.on('error', tell).unref().resume();
  } catch {
    // This system has no such path, or does not let it be opened.
  }
}
