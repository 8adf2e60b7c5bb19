import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import which from 'which';

const run = promisify(execFile);

/** Where it is looked for: Debian installs it beside what only root is expected to start. */
const PATH = [process.env['PATH'] ?? '', '/usr/sbin', '/usr/local/sbin'].join(delimiter);

/** Where it is unpacked, once. */
const CACHE = join(import.meta.dirname, '../node_modules/.cache/nats-server');

/** Where the program is looked for, and where it goes if it is not there. */
export interface Places {
  readonly path?: string;
  readonly cache?: string;
}

/**
 * The file of `nats-server`: that on PATH, or else Debian's, which is unpacked into a folder of ours: no
 * root is needed, and no service started.
 *
 * @throws Error that says in one line how to get it, if it is not to be had
 */
export async function natsServer({ path = PATH, cache = CACHE }: Places = {}): Promise<string> {
  const installed = await which('nats-server', { path, nothrow: true });
  if (installed !== null) return installed;
  const unpacked = join(cache, 'usr/sbin/nats-server');
  if (existsSync(unpacked)) return unpacked;
  try {
    await unpack(path, cache);
  } catch (error) {
    throw new Error(
      'Tests of several servers need nats-server 2.9 or newer: install it (on Debian: apt-get install nats-server) so that it is on PATH.',
      { cause: error },
    );
  }
  return unpacked;
}

/** Made beside its place and moved there whole: several may do so at once. */
async function unpack(path: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(`${cache}-`);
  try {
    const options = { cwd: folder, env: { ...process.env, PATH: path } };
    await run(await which('apt-get', { path }), ['download', 'nats-server'], options);
    const [archive = ''] = await readdir(folder);
    await run(await which('dpkg', { path }), ['-x', archive, folder], options);
    await rm(cache, { recursive: true, force: true });
    await rename(folder, cache);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (!existsSync(join(cache, 'usr/sbin/nats-server'))) throw error;
  }
}
