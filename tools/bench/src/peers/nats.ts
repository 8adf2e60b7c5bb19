import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Peer } from './peer';

export const nats: Peer = {
  name: 'nats',
  wire: 'nats',
  programs: ['nats-server'],
  async command(port, folder) {
    const file = join(folder, 'nats.conf');
    const settings = [
      `listen: "127.0.0.1:${port}"`,
      // Subscribers that read slowly would be cut off.
      'max_pending: 4GB',
      'write_deadline: "60s"',
      'ping_interval: "1h"',
    ];
    await writeFile(file, settings.join('\n'));
    return ['nats-server', '--config', file];
  },
};
