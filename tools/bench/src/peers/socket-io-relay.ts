import { createServer } from 'node:http';
import { Server } from 'socket.io';

/*
 * Rooms with Socket.IO, as its documentation has them. That it never asks whether a client is alive
 * is for the load, whose idle connections answer nothing.
 */

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
http.listen(Number(process.argv[2]), '127.0.0.1');
