/*
 * What `npm start`, `npm test` and their like run, with no shell and nothing installed yet.
 *
 * Every Node.js since 12 must be able to read this file, so that one which is too old for the rest can
 * say so: no syntax and no `node:` that came later.
 */
import { readFileSync } from 'fs';
import process from 'process';
import { URL } from 'url';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [needed] = /\d+\.\d+/.exec(engines.node);
const [major, minor] = needed.split('.').map(Number);
const [ourMajor, ourMinor] = process.versions.node.split('.').map(Number);

if (ourMajor < major || (ourMajor === major && ourMinor < minor)) {
  process.stderr.write(
    `This needs Node.js ${needed} or newer, and this is ${process.version}. See https://nodejs.org\n`,
  );
  process.exit(1);
}

import('./run/src/main.mjs');
