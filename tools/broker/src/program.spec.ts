import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { natsServer } from './program';

let path: string;
let cache: string;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-broker-program-'));
  path = folder;
  cache = join(folder, 'cache');
});

afterEach(() => rm(path, { recursive: true }));

async function install(name: string, script: string): Promise<void> {
  const file = join(path, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

test('what is installed is used', async () => {
  await install('nats-server', '');
  await expect(natsServer({ path, cache })).resolves.toBe(join(path, 'nats-server'));
});

test("Debian's is unpacked, once, by all who need it at once", async () => {
  await install('apt-get', '[ "$*" = "download nats-server" ] && echo > nats-server_2.9.10.deb');
  await install(
    'dpkg',
    '[ "$1" = -x ] && [ -f "$2" ] && /bin/mkdir -p "$3/usr/sbin" && echo > "$3/usr/sbin/nats-server"',
  );
  const both = await Promise.all([natsServer({ path, cache }), natsServer({ path, cache })]);
  const file = join(cache, 'usr/sbin/nats-server');
  expect(both).toEqual([file, file]);
  await rm(join(path, 'apt-get'));
  await expect(natsServer({ path, cache })).resolves.toBe(file);
});

test('who has none, and no way to it, is told in one line how to get it', async () => {
  await expect(natsServer({ path, cache })).rejects.toThrow(
    /^Tests of several servers need nats-server 2\.9 or newer: install it .+$/,
  );
});
