import { makeCertificate } from '@chat/loopback/certificate';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVER_NAME } from '../wires/irc';
import { type Peer } from './peer';

/** It looks once a second who has come: the more come at once, the sooner all are there. */
const BACKLOG = 1000;

export const inspircd: Peer = {
  name: 'inspircd',
  wire: 'irc',
  programs: ['inspircd'],
  backlog: BACKLOG,
  command: (port, folder) => configure(port, folder),
};

export const inspircdTls: Peer = {
  ...inspircd,
  name: 'inspircd-tls',
  plain: inspircd.name,
  async command(port, folder) {
    const { cert, key } = await makeCertificate(folder);
    return configure(port, folder, 'sslprofile="bench"', [
      '<module name="ssl_gnutls">',
      `<sslprofile name="bench" provider="gnutls" certfile="${cert}" keyfile="${key}">`,
    ]);
  },
};

/** Writes the configuration, and returns the command line. */
async function configure(
  port: number,
  folder: string,
  binding = '',
  more: readonly string[] = [],
): Promise<string[]> {
  const file = join(folder, 'inspircd.conf');
  const settings = [
    `<server name="${SERVER_NAME}" description="bench" network="bench" id="001">`,
    '<admin name="bench" nick="bench" email="bench@localhost">',
    `<bind address="127.0.0.1" port="${port}" type="clients" ${binding}>`,
    '<connect name="main" allow="*" resolvehostnames="no" useident="no" maxconnwarn="no"',
    ' localmax="100000" globalmax="100000" softsendq="1G" hardsendq="1G" recvq="1G"',
    ' pingfreq="1h" fakelag="no" commandrate="4000000000" threshold="4000000000">',
    // By default it takes 10 kB of a burst, and more of it a second later.
    `<performance netbuffersize="65534" somaxconn="${BACKLOG}">`,
    `<pid file="${join(folder, 'inspircd.pid')}">`,
    ...more,
    '',
  ];
  await writeFile(file, settings.join('\n'));
  const root = process.getuid?.() === 0 ? ['--runasroot'] : [];
  return ['inspircd', '--nofork', '--nolog', ...root, '--config', file];
}
