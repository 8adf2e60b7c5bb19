import { join } from 'node:path';
import { type Peer } from './peer';

export const ws: Peer = {
  name: 'ws',
  wire: 'websocket',
  command: (port) => [process.execPath, join(__dirname, 'ws-relay.js'), String(port)],
};
