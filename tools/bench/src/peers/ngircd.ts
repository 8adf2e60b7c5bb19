import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVER_NAME } from '../wires/irc';
import { type Peer } from './peer';

export const ngircd: Peer = {
  name: 'ngircd',
  wire: 'irc',
  program: 'ngircd',
  async command(port, folder) {
    const file = join(folder, 'ngircd.conf');
    const settings = [
      '[Global]',
      `Name = ${SERVER_NAME}`,
      'Info = bench',
      'Listen = 127.0.0.1',
      `Ports = ${port}`,
      '[Limits]',
      'MaxConnections = 0',
      'MaxConnectionsIP = 0',
      'MaxJoins = 0',
      'MaxPenaltyTime = 0',
      'PingTimeout = 3600',
      '[Options]',
      'DNS = no',
      'Ident = no',
      'PAM = no',
      '',
    ];
    await writeFile(file, settings.join('\n'));
    return ['ngircd', '--nodaemon', '--config', file];
  },
};
