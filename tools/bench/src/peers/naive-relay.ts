import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import { createServer, type Socket } from 'node:net';

/*
 * A relay as one writes it first: a write to each member for each message. What is measured beside
 * it shows what collecting them gains. It knows what the load needs, and no more.
 */

const channels = new Map<string, Set<Socket>>();

function join(
  socket: Socket,
  name: string,
  from: Set<Socket> | undefined,
  to: string,
): Set<Socket> {
  leave(socket, name, from);
  const members = channels.get(to) ?? new Set();
  channels.set(to, members);
  relay(socket, members, encodeFrames(`${name} has joined`));
  return members.add(socket);
}

function leave(socket: Socket, name: string, members: Set<Socket> | undefined): void {
  if (!members?.delete(socket)) return;
  relay(socket, members, encodeFrames(`${name} has left`));
}

function relay(from: Socket, members: Set<Socket>, frames: Uint8Array): void {
  for (const member of members) {
    if (member !== from) member.write(frames);
  }
}

const server = createServer({ noDelay: true }, (socket) => {
  const decoder = new FrameDecoder();
  let name: string | undefined;
  let members: Set<Socket> | undefined;
  socket.on('data', (chunk) => {
    for (const frame of decoder.push(chunk)) {
      const text = Buffer.from(framePayload(frame)).toString();
      const [command = ''] = text.split(' ', 1);
      if (name === undefined) {
        name = text;
      } else if (command === '/create' || command === '/join') {
        members = join(socket, name, members, text.slice(command.length).trim());
      } else if (command.startsWith('/')) {
        socket.write(
          encodeFrames(
            `${command} is not a valid control message. Valid messages are /create, /list, and /join.`,
          ),
        );
      } else if (members !== undefined) {
        relay(socket, members, encodeFrames(text, `[${name}] `));
      }
    }
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    leave(socket, name ?? '', members);
  });
});
server.listen(Number(process.argv[2]), '127.0.0.1');
