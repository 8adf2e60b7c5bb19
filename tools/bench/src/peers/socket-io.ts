import { join } from 'node:path';
import { type Peer } from './peer';

export const socketIo: Peer = {
  name: 'socket.io',
  wire: 'socketIo',
  command: (port) => [process.execPath, join(__dirname, 'socket-io-relay.js'), String(port)],
};
