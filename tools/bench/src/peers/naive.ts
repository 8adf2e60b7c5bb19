import { join } from 'node:path';
import { type Peer } from './peer';

export const naive: Peer = {
  name: 'naive',
  wire: 'chat',
  command: (port) => [process.execPath, join(__dirname, 'naive-relay.js'), String(port)],
};
