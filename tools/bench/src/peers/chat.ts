import { join } from 'node:path';
import { type Peer } from './peer';

/** The server of this workspace, as it was built. */
const MAIN = join(__dirname, '../../../apps/server/dist/main.js');

export const chat: Peer = {
  name: 'chat',
  wire: 'chat',
  command: (port) => [process.execPath, MAIN, String(port)],
};
