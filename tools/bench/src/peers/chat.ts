import { makeCertificate } from '@chat/loopback/certificate';
import { join } from 'node:path';
import { natsBroker } from './nats';
import { type Peer } from './peer';

/** The server of this workspace, as it was built. */
const MAIN = join(__dirname, '../../../apps/server/dist/main.js');

export const chat: Peer = {
  name: 'chat',
  wire: 'chat',
  command: (port) => [process.execPath, MAIN, String(port)],
  joint: {
    broker: natsBroker,
    command: (port, _, broker) => [
      ...[process.execPath, MAIN, String(port)],
      ...['--nats', `nats://127.0.0.1:${broker}`],
    ],
  },
};

export const chatWebSocket: Peer = {
  name: 'chat-ws',
  wire: 'websocketChat',
  command: (port) => [process.execPath, MAIN, '--web-port', String(port), '0'],
};

export const chatTls: Peer = {
  name: 'chat-tls',
  wire: 'chat',
  plain: chat.name,
  async command(port, folder) {
    const { cert, key } = await makeCertificate(folder);
    return [process.execPath, MAIN, '--tls-cert', cert, '--tls-key', key, String(port)];
  },
};
