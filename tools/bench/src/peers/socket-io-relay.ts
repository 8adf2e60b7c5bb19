import { createServer } from 'node:http';
import { Server } from 'socket.io';

/*
 * Rooms with Socket.IO, as its documentation has them: `node socket-io-relay.js <port> [<port of a Redis>]`.
 * That it never asks whether a client is alive is for the load, whose idle connections answer nothing.
 */

const [port, redis] = process.argv.slice(2).map(Number);
const http = createServer();
const io = new Server(http, { pingInterval: 3_600_000 });
io.on('connection', (socket) => {
  let room = '';
  socket.on('join', async (name: string, acknowledge: () => void) => {
    room = name;
    await socket.join(name);
    acknowledge();
  });
  socket.on('message', (text: string) => {
    socket.to(room).emit('message', text);
  });
});

async function start(): Promise<void> {
  if (redis !== undefined) {
    const { joinThroughRedis } = await import('./socket-io-redis');
    await joinThroughRedis(io, redis);
  }
  http.listen(port, '127.0.0.1');
}

start().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
