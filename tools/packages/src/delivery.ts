import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegistry, registryEnvironment } from './registry';
import { run } from './run';
import { packages, workspaceBin, type Package } from './workspace';

/** Names the delivery's folder to the test files, each of which runs in a process of its own. */
const VARIABLE = 'CHAT_DELIVERY';

function folderOf(part: string): string {
  const folder = process.env[VARIABLE];
  if (folder === undefined) throw new Error('Nothing was delivered');
  return join(folder, part);
}

/** The package as pnpm packed it. */
export function tarballOf({ name }: Package): string {
  return folderOf(`tarballs/${name.replace('@chat/', '')}.tgz`);
}

/** A folder outside the workspace into which npm has installed every package, from a registry. */
export function consumer(): string {
  return folderOf('consumer');
}

/** The package as npm installed it. */
export function installed({ name }: Package): string {
  return join(consumer(), 'node_modules', name);
}

/** For npm and its like, so that they know nothing of the user's settings and cache. */
export function npmEnvironment(): Readonly<NodeJS.ProcessEnv> {
  return registryEnvironment(folderOf('registry'));
}

async function pack(pkg: Package): Promise<void> {
  await run(workspaceBin('pnpm'), ['pack', '--out', tarballOf(pkg)], { cwd: pkg.folder });
}

async function publishAndInstall(): Promise<void> {
  const registry = await openRegistry(folderOf('registry'));
  const at = { cwd: consumer(), env: npmEnvironment() };
  try {
    await Promise.all(
      packages.map((pkg) =>
        run(workspaceBin('pnpm'), ['publish', tarballOf(pkg), '--no-git-checks'], at),
      ),
    );
    await run('npm', ['install', ...packages.map(({ name }) => name)], at);
  } finally {
    registry.close();
    registry.closeAllConnections();
  }
}

/** Packs all packages, publishes them to a registry of its own, and installs them from there. */
export async function deliver(): Promise<void> {
  process.env[VARIABLE] = await mkdtemp(join(tmpdir(), 'chat-delivery-'));
  try {
    await Promise.all(['consumer', 'registry', 'tarballs'].map((part) => mkdir(folderOf(part))));
    await writeFile(join(consumer(), 'package.json'), '{ "private": true }\n');
    await Promise.all(packages.map(pack));
    await publishAndInstall();
  } catch (error) {
    await discard();
    throw error;
  }
}

/** Removes all that {@link deliver} made. */
export async function discard(): Promise<void> {
  await rm(folderOf('.'), { recursive: true, force: true });
}
