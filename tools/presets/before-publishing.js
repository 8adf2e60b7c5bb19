/*
 * Run in a package's folder before it is published. It refuses to, with one line,
 * - while the workspace's manifest has placeholders where it says who makes the packages, and where;
 * - if a program was built before its version was written: it holds its version since it was built.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';

const PLACEHOLDER = 'OWNER';

function refuse(fault) {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
}

const { author, bugs, homepage, repository } = JSON.parse(
  readFileSync('../../package.json', 'utf8'),
);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

if (JSON.stringify([author, bugs, homepage, repository]).includes(PLACEHOLDER)) {
  refuse(
    `The workspace's package.json says ${PLACEHOLDER} in author, bugs, homepage or repository: say who you are.`,
  );
} else if (existsSync('dist/main.js')) {
  const built = execFileSync(process.execPath, ['dist/main.js', '--version'], { encoding: 'utf8' });
  if (built.trim() !== version) {
    refuse(`dist was built as ${built.trim()}, and this is ${version}: build it again.`);
  }
}
