import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { adopt } from './children';
import { refuse } from './cli';
import { type Peer } from './peers';
import { removeFolder, temporaryFolder } from './temporary-folder';

const WORKSPACE = join(__dirname, '../../..');

/** The commit that a person means; ends the program if there is none. */
async function commit(ref: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--short', `${ref}^{commit}`];
  const { stdout } = await promisify(execFile)('git', args, { cwd: WORKSPACE }).catch(() =>
    refuse(`there is no commit ${ref} in this repository`),
  );
  return stdout.trim();
}

/** The server of another commit, built in a folder of its own, which goes when this program ends. */
export async function serverOf(ref: string, onProgress: (text: string) => void): Promise<Peer> {
  const hash = await commit(ref);
  const folder = await temporaryFolder();
  process.once('exit', () => {
    removeFolder(folder);
    execFileSync('git', ['worktree', 'prune'], { cwd: WORKSPACE });
  });
  onProgress(`building the server of ${ref} (${hash})`);
  await run(WORKSPACE, 'git', 'worktree', 'add', '--detach', folder, hash);
  await run(folder, 'npm', 'run', '-s', 'setup');
  await run(folder, 'npx', 'nx', 'build', 'server');
  return {
    name: ref === hash ? ref : `${ref} (${hash})`,
    wire: 'chat',
    command: (port) => [process.execPath, join(folder, 'apps/server/dist/main.js'), String(port)],
  };
}

/** Runs a program to its end; what it printed is the error's, if it fails. */
async function run(cwd: string, file: string, ...args: string[]): Promise<void> {
  const child = spawn(file, args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  adopt(child);
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
