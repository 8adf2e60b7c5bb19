import { makeCertificate } from '@chat/loopback/certificate';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVER_NAME } from '../wires/irc';
import { type Peer } from './peer';

export const ngircd: Peer = {
  name: 'ngircd',
  wire: 'irc',
  programs: ['ngircd'],
  // What is one too many comes again a second later.
  backlog: 10,
  command: (port, folder) => configure(folder, [`Ports = ${port}`]),
};

export const ngircdTls: Peer = {
  ...ngircd,
  name: 'ngircd-tls',
  plain: ngircd.name,
  async command(port, folder) {
    const { cert, key } = await makeCertificate(folder);
    const secure = ['[SSL]', `CertFile = ${cert}`, `KeyFile = ${key}`, `Ports = ${port}`];
    return configure(folder, ['Ports = 0', ...secure]);
  },
};

/**
 * Writes the configuration, and returns the command line.
 *
 * @param listening the ports, at the end of the global settings
 */
async function configure(folder: string, listening: readonly string[]): Promise<string[]> {
  const file = join(folder, 'ngircd.conf');
  const settings = [
    '[Global]',
    `Name = ${SERVER_NAME}`,
    'Info = bench',
    'Listen = 127.0.0.1',
    ...listening,
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
}
