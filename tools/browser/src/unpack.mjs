/*
 * Unpacks npm's Chromium into the folder that is named by TMPDIR, and writes where it is, and what it needs in
 * its environment, as JSON. A process of its own, since the package changes that of whoever loads it.
 */
import process from 'node:process';

// Libraries that a bare machine lacks are in the package, for this one.
process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
const { default: chromium } = await import('@sparticuz/chromium');

const executablePath = await chromium.executablePath();
const { LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
process.stdout.write(JSON.stringify({ executablePath, env: { LD_LIBRARY_PATH, FONTCONFIG_PATH } }));
