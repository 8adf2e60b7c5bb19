/*
 * Before a program is published, in its folder: it holds its version since it was built, and must not
 * have been built before the version was written.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const built = execFileSync(process.execPath, ['dist/main.js', '--version'], { encoding: 'utf8' });
if (built.trim() !== version) {
  process.stderr.write(
    `dist was built as ${built.trim()}, and this is ${version}: build it again.\n`,
  );
  process.exitCode = 1;
}
