import { join } from 'node:path';
import { makeCertificate } from './certificate';
import { type Peer } from './peer';

/** The server of this workspace, as it was built. */
const MAIN = join(__dirname, '../../../apps/server/dist/main.js');

export const chat: Peer = {
  name: 'chat',
  wire: 'chat',
  command: (port) => [process.execPath, MAIN, String(port)],
};

export const chatWebSocket: Peer = {
  name: 'chat-ws',
  wire: 'websocketChat',
  command: (port) => [process.execPath, MAIN, '--web-port', String(port), '0'],
};

export const chatTls: Peer = {
  ...chat,
  name: 'chat-tls',
  plain: chat.name,
  async command(port, folder) {
    const { cert, key } = await makeCertificate(folder);
    return [process.execPath, MAIN, '--tls-cert', cert, '--tls-key', key, String(port)];
  },
};
