import { join } from 'node:path';
import { type Peer } from './peer';
import { redis } from './redis';

const RELAY = join(__dirname, 'socket-io-relay.js');

export const socketIo: Peer = {
  name: 'socket.io',
  wire: 'socketIo',
  command: (port) => [process.execPath, RELAY, String(port)],
  joint: {
    broker: redis,
    command: (port, _, broker) => [process.execPath, RELAY, String(port), String(broker)],
  },
};
