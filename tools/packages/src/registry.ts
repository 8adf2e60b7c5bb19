import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runServer } from 'verdaccio';
import { environment, run } from './run';
import { workspace } from './workspace';

/**
 * Anyone may publish the workspace's packages; all others come from the registry of the user.
 *
 * @returns the path of the file that says so (JSON, which is YAML)
 */
async function configure(folder: string): Promise<string> {
  const upstream = await run('npm', ['config', 'get', 'registry'], { cwd: workspace });
  const configuration = {
    storage: './storage',
    auth: { htpasswd: { file: './htpasswd' } },
    uplinks: { upstream: { url: upstream.trim() } },
    packages: {
      '@chat/*': { access: '$all', publish: '$all' },
      '**': { access: '$all', proxy: 'upstream' },
    },
    web: { enable: false },
    log: { type: 'stdout', level: 'fatal' },
  };
  const file = join(folder, 'config.yaml');
  await writeFile(file, JSON.stringify(configuration));
  return file;
}

/** What npm and pnpm need to know to use the registry; without a token, npm publishes nothing. */
function userConfig(host: string, folder: string): string {
  const settings = {
    registry: `http://${host}/`,
    [`//${host}/:_authToken`]: 'anyone',
    cache: join(folder, 'cache'),
    'update-notifier': false,
    audit: false,
    fund: false,
    'fetch-retries': 0,
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

/**
 * The environment in which npm and pnpm use the registry of a folder, and no setting of the user's.
 */
export function registryEnvironment(folder: string): Readonly<NodeJS.ProcessEnv> {
  return { ...environment, npm_config_userconfig: join(folder, 'npmrc') };
}

/** Opens a registry on a free loopback port; all that it needs is kept in the (empty) folder. */
export async function openRegistry(folder: string): Promise<Server> {
  const server = (await runServer(await configure(folder))) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await writeFile(join(folder, 'npmrc'), userConfig(`127.0.0.1:${port}`, folder));
  return server;
}
