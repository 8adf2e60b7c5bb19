import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Peer, type Program } from './peer';

export const nats: Peer = {
  name: 'nats',
  wire: 'nats',
  programs: ['nats-server'],
  command: (port, folder) =>
    configure(port, folder, [
      // Subscribers that read slowly would be cut off.
      'max_pending: 4GB',
      'write_deadline: "60s"',
      'ping_interval: "1h"',
    ]),
};

/** What joins several servers of ours: as it comes, with a place for the bucket. */
export const natsBroker: Program = {
  programs: ['nats-server'],
  command: (port, folder) =>
    configure(port, folder, [`jetstream { store_dir: ${JSON.stringify(folder)} }`]),
};

/** Writes the configuration, and returns the command line. */
async function configure(
  port: number,
  folder: string,
  settings: readonly string[],
): Promise<string[]> {
  const file = join(folder, 'nats.conf');
  await writeFile(file, [`listen: "127.0.0.1:${port}"`, ...settings].join('\n'));
  return ['nats-server', '--config', file];
}
