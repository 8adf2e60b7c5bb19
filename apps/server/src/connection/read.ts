import { Socket, type ConnectOpts, type SocketConstructorOpts } from 'node:net';

/** What all sockets are read into: what one of them brought lies here while it is taken, and no longer. */
const memory = Buffer.allocUnsafeSlow(64 * 1024);

const onread = { buffer: memory, callback: () => true };
const options: SocketConstructorOpts & ConnectOpts = { onread };
const symbols = Object.getOwnPropertySymbols(new Socket(options));

/** Where Node keeps `onread`, which cannot be given to the sockets that a server accepts. */
const [BUFFER, CALLBACK] = ['kBuffer', 'kBufferCb'].map((name) =>
  symbols.find(({ description }) => description === name),
);

/** A stream of the system, as Node holds it. */
interface Handle {
  useUserBuffer?(buffer: Uint8Array): void;
}

/**
 * Hands on what a socket reads. Where Node allows it, the bytes of all sockets come in the same memory: else it
 * makes 64 KiB for each read and gives back most of them, which takes longer than to handle a frame.
 *
 * @param take is given bytes that are its own until it returns
 */
export function read(socket: Socket, take: (bytes: Uint8Array) => void): void {
  const { _handle: handle } = socket as { _handle?: Handle | null };
  const isPlain = !('encrypted' in socket) && socket.readableLength === 0;
  if (!isPlain || !handle?.useUserBuffer || !BUFFER || !CALLBACK) {
    socket.on('data', take);
    return;
  }
  const fields = socket as unknown as Record<symbol, unknown>;
  fields[BUFFER] = memory;
  fields[CALLBACK] = (length: number): void => {
    take(memory.subarray(0, length));
  };
  handle.useUserBuffer(memory);
}
