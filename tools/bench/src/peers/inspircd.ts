import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVER_NAME } from '../wires/irc';
import { type Peer } from './peer';

export const inspircd: Peer = {
  name: 'inspircd',
  wire: 'irc',
  program: 'inspircd',
  async command(port, folder) {
    const file = join(folder, 'inspircd.conf');
    const settings = [
      `<server name="${SERVER_NAME}" description="bench" network="bench" id="001">`,
      '<admin name="bench" nick="bench" email="bench@localhost">',
      `<bind address="127.0.0.1" port="${port}" type="clients">`,
      '<connect name="main" allow="*" resolvehostnames="no" useident="no" maxconnwarn="no"',
      ' localmax="100000" globalmax="100000" softsendq="1G" hardsendq="1G" recvq="1G"',
      ' pingfreq="1h" fakelag="no" commandrate="4000000000" threshold="4000000000">',
      // By default it takes 10 kB of a burst, and more of it a second later.
      '<performance netbuffersize="65534">',
      `<pid file="${join(folder, 'inspircd.pid')}">`,
      '',
    ];
    await writeFile(file, settings.join('\n'));
    const root = process.getuid?.() === 0 ? ['--runasroot'] : [];
    return ['inspircd', '--nofork', '--nolog', ...root, '--config', file];
  },
};
