import type { Socket } from 'node:net';

/** Bytes that the head of a request may have, as Node has it. */
const MAX_HEAD = 16 * 1024;

const END = '\r\n\r\n';

/** How a request begins, as far as it is there: with a method, one space, and what is asked for. */
const BEGINNING = /^($|[A-Z-]+($| $| [!-~]))/;

/** Bytes in which that shows: more than any method has. */
const METHOD = 32;
const CR = 13;
const LF = 10;

/**
 * Reads an accepted connection until the head of a request is there as a whole, or too much, or something that is
 * none, such as TLS: nothing is parsed before that, and nothing is read after it.
 *
 * @param read called once with the head and what came behind it; not if the connection is closed before
 */
export function readHead(socket: Socket, read: (head: Buffer, rest: Buffer) => void): void {
  let bytes: Buffer = Buffer.alloc(0);
  const close = (): void => {
    socket.destroy();
  };
  const take = (chunk: Buffer): void => {
    // What ends the head may be cut anywhere.
    const from = Math.max(0, bytes.length - END.length + 1);
    bytes = withoutBlankLines(Buffer.concat([bytes, chunk]));
    const end = bytes.indexOf(END, from) + END.length;
    const whole = end >= END.length;
    if (!whole && bytes.length <= MAX_HEAD && mayBeRequest(bytes)) return;
    socket.off('data', take).off('end', close).pause();
    if (whole) read(bytes.subarray(0, end), bytes.subarray(end));
    else read(bytes, Buffer.alloc(0));
  };
  socket.on('data', take).on('end', close);
}

function mayBeRequest(bytes: Buffer): boolean {
  return BEGINNING.test(bytes.toString('latin1', 0, METHOD));
}

/** Those before a request mean nothing (RFC 9112, section 2.2). */
function withoutBlankLines(bytes: Buffer): Buffer {
  let start = 0;
  while (bytes[start] === CR || bytes[start] === LF) start++;
  return bytes.subarray(start);
}
