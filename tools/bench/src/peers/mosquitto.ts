import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Peer } from './peer';

export const mosquitto: Peer = {
  name: 'mosquitto',
  wire: 'mqtt',
  programs: ['mosquitto'],
  async command(port, folder) {
    const file = join(folder, 'mosquitto.conf');
    const settings = [
      `listener ${port} 127.0.0.1`,
      'allow_anonymous true',
      'max_queued_messages 0',
      'max_inflight_messages 0',
      'log_type error',
      '',
    ];
    await writeFile(file, settings.join('\n'));
    return ['mosquitto', '-c', file];
  },
};
