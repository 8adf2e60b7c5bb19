/*
 * Builds the addon with AddressSanitizer and UndefinedBehaviorSanitizer, runs its tests and the kit's `must` and
 * `robust` checks of the server with it, and builds it anew without. Needs gcc, and the built server and kit.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

const folder = import.meta.dirname;
const root = join(folder, '../..');
const libraries = ['libasan.so', 'libubsan.so'].map((name) =>
  execFileSync('gcc', [`-print-file-name=${name}`], { encoding: 'utf8' }).trim(),
);
// What V8 never frees is no leak of ours.
const sanitized = { LD_PRELOAD: libraries.join(':'), ASAN_OPTIONS: 'detect_leaks=0' };

function node(args, env = {}) {
  const options = { cwd: folder, stdio: 'inherit', env: { ...process.env, ...env } };
  const { status } = spawnSync(process.execPath, args, options);
  if (status !== 0) process.exitCode = 1;
}

const build = join(folder, 'src/build.mjs');
const kit = join(root, 'tools/conformance/dist/main.js');
const preload = Object.entries(sanitized).map(([name, value]) => `${name}=${value}`);
const server = `env ${preload.join(' ')} "${process.execPath}" "${root}/apps/server/dist/main.js" {port}`;

node([build], { CC: 'gcc', CFLAGS: '-fsanitize=address,undefined -fno-sanitize-recover -g' });
node([join(root, 'node_modules/jest/bin/jest.js'), '--runInBand'], sanitized);
for (const level of ['must', 'robust']) node([kit, '--level', level, '--server', server]);
node([build]);
