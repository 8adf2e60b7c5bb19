/*
 * `nx runtimes conformance`: checks our server and client under every runtime that we say they run in,
 * each of which npm fetches.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';

const NODE = `node-${process.platform}-${process.arch}`;
const PRINT_ITSELF = 'console.log(process.execPath)';

/** By what name npm has each, how it prints the path of its program, and how that runs a file. */
const RUNTIMES = [
  ...[20, 22, 24, 26].map((version) => ({
    name: `${NODE}@${version}`,
    itself: ['node', '--eval', PRINT_ITSELF],
    run: [],
  })),
  {
    name: 'bun@1.4',
    itself: ['bun', '--eval', PRINT_ITSELF],
    run: [],
  },
  {
    name: 'deno@2.9',
    itself: ['deno', 'eval', 'console.log(Deno.execPath())'],
    run: ['run', '--allow-all'],
  },
];

function file(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}

function quoted(...words) {
  return words.map((word) => `'${word}'`).join(' ');
}

/** The path of a runtime's program, so that npm is not part of what is checked. */
function fetch({ name, itself }) {
  const args = ['exec', '--yes', `--package=${name}`, '--', ...itself];
  return execFileSync('npm', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}

function check(runtime) {
  const program = [fetch(runtime), ...runtime.run];
  const kit = [
    file('dist/main.js'),
    `--server=${quoted(...program, file('../../apps/server/dist/main.js'))} {port}`,
    `--client=${quoted(...program, file('../../apps/client/dist/main.js'))} {name} {host} {port}`,
  ];
  process.stdout.write(`\n${runtime.name}\n`);
  return spawnSync(process.execPath, kit, { stdio: 'inherit' }).status;
}

for (const runtime of RUNTIMES) {
  if (check(runtime) !== 0) process.exitCode = 1;
}
