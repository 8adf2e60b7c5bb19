import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import process from 'node:process';
import { quietly } from './quietly.mjs';
import { inWorkspace, manifest, root } from './workspace.mjs';

const MARKER = inWorkspace('node_modules', '.installed.json');

const INSTALL = ['pnpm', 'install', '--frozen-lockfile'];

/** What npm leaves where it has installed. */
const OF_NPM = [
  inWorkspace('node_modules', '.package-lock.json'),
  inWorkspace('package-lock.json'),
];

/** What an installation is good for: these packages, on this machine, with this Node. */
function fingerprint() {
  const lockfile = createHash('sha256').update(readFileSync(inWorkspace('pnpm-lock.yaml')));
  const [node] = process.versions.node.split('.');
  const platform = `${process.platform}-${process.arch}`;
  return `${JSON.stringify({ lockfile: lockfile.digest('hex'), node, platform })}\n`;
}

/** The npm that started this, or the one that is found. */
function npm() {
  const { npm_execpath: started } = process.env;
  return started !== undefined && basename(started) === 'npm-cli.js'
    ? { command: [process.execPath, started], shell: false }
    : { command: ['npm'], shell: process.platform === 'win32' };
}

/** Removes what `npm install` has put here by mistake: pnpm cannot go on from there. */
function removeWhatNpmInstalled() {
  if (!OF_NPM.some(existsSync)) return;
  process.stderr.write(
    'Removing node_modules and package-lock.json of an npm install: pnpm installs this workspace.\n',
  );
  for (const path of [inWorkspace('node_modules'), ...OF_NPM]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/**
 * Installs what the lockfile says, unless that is what is there: the marker is written last, so a
 * broken installation has none.
 */
export async function install() {
  removeWhatNpmInstalled();
  const wanted = fingerprint();
  if (existsSync(MARKER) && readFileSync(MARKER, 'utf8') === wanted) return;
  rmSync(MARKER, { force: true });
  process.stderr.write('Installing what is needed, which takes a minute the first time.\n');
  const { pnpm } = manifest().devDependencies;
  const { command, shell } = npm();
  // Named as an option, or an npx that this runs in would have its own packages installed. What is cached of
  // a version does not change: without a network, asking whether it has would take a minute.
  const exec = ['exec', '--yes', '--prefer-offline', `--package=pnpm@${pnpm}`];
  await quietly([...command, ...exec, '--', ...INSTALL], {
    doing: 'Installing:',
    progress: /(?:Progress: |\? )(.+)\n$/,
    cwd: root,
    shell,
  });
  writeFileSync(MARKER, wanted);
}

/** Tells whoever has typed `npm install`, at its end, what that was and how to undo it. */
export function tellWhoInstalledByNpm() {
  if (!(process.env.npm_config_user_agent ?? '').startsWith('npm/')) return;
  process.stderr.write(
    'npm install is not for this workspace: pnpm installs it, by itself, at npm start and npm test.\n' +
      'What npm has put here (node_modules, package-lock.json) is removed by: npm run setup\n',
  );
}
