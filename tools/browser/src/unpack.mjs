/*
 * Unpacks npm's Chromium into the folder that is named by TMPDIR, and writes where it is, and what it needs in
 * its environment, as JSON. A process of its own, since the package changes that of whoever loads it.
 */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

// Libraries that a bare machine lacks are in the package, for this one.
process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
const { default: chromium } = await import('@sparticuz/chromium');

const executablePath = await chromium.executablePath();
const fonts = join(tmpdir(), 'fonts');

// The package's own file names other folders, and a page without any font crashes.
const FONTCONFIG_FILE = join(fonts, 'unpacked.conf');
await writeFile(
  FONTCONFIG_FILE,
  `<?xml version="1.0"?>
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${join(fonts, 'cache')}</cachedir>
</fontconfig>
`,
);
const { LD_LIBRARY_PATH } = process.env;
process.stdout.write(JSON.stringify({ executablePath, env: { LD_LIBRARY_PATH, FONTCONFIG_FILE } }));
