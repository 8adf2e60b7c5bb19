import { type Peer } from './peer';

export const redis: Peer = {
  name: 'redis',
  wire: 'redis',
  programs: ['redis-server'],
  command: (port, folder) => [
    ...['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
    ...['--save', '', '--appendonly', 'no'],
    // Subscribers that read slowly would be cut off.
    ...['--client-output-buffer-limit', 'pubsub 0 0 0'],
  ],
};
