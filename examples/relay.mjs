// A chat server over WebSockets: relay.mjs <port>
import { FrameDecoder } from '@chat/framing';
import { Hub } from '@chat/hub';
import process from 'node:process';
import { WebSocketServer } from 'ws';

/** Bytes that may wait for a reader, at most, before it is cut off. */
const UNREAD_LIMIT = 1024 * 1024;

const hub = new Hub({ schedule: (flush) => setImmediate(flush) });
const server = new WebSocketServer({
  port: Number(process.argv[2] ?? '8080'),
  host: 'localhost',
  maxPayload: 64 * 1024,
});

server.on('connection', (socket) => {
  const decoder = new FrameDecoder();
  const member = hub.connect({
    deliver: (views) => {
      for (const view of views) socket.send(view);
      if (socket.bufferedAmount > UNREAD_LIMIT) socket.terminate();
    },
    end: () => socket.close(),
  });
  socket.on('message', (data, isBinary) => {
    if (!isBinary) return socket.close(1003, 'Frames are bytes');
    for (const frame of decoder.push(data)) member.receive(frame);
  });
  socket.on('close', () => member.disconnect());
  socket.on('error', () => undefined);
});

server.on('listening', () => console.log(`Listening on port ${server.address().port}`));
