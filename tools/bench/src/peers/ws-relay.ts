import { WebSocket, WebSocketServer } from 'ws';

/*
 * Rooms with `ws` as its documentation broadcasts: the first text of a client is the room, which it
 * is told in answer; the others go to everybody else there.
 */

const rooms = new Map<string, Set<WebSocket>>();

const server = new WebSocketServer({ host: '127.0.0.1', port: Number(process.argv[2]) });
server.on('connection', (client) => {
  let room: Set<WebSocket> | undefined;
  client.on('message', (data: Buffer, isBinary) => {
    if (room === undefined) {
      const name = data.toString();
      room = rooms.get(name) ?? new Set();
      rooms.set(name, room.add(client));
      client.send(name);
      return;
    }
    for (const other of room) {
      if (other !== client && other.readyState === WebSocket.OPEN) {
        other.send(data, { binary: isBinary });
      }
    }
  });
  client.on('error', () => undefined);
  client.on('close', () => room?.delete(client));
});
