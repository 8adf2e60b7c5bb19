import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

export type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** Where browsers are installed; the variable `CHROME` names another. */
const INSTALLED = [
  process.env['CHROME'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where that of npm is unpacked, once. */
const UNPACKED = join(import.meta.dirname, '../node_modules/.cache/chromium');

interface Program {
  readonly executablePath: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Opens a browser without a window: one that is installed, or else npm's, which is for Linux on x64.
 *
 * @throws Error that says in one line how to get a browser, if none can run
 */
export async function openBrowser(): Promise<Browser> {
  try {
    const { executablePath, env } = installed() ?? (await unpacked());
    return await chromium.launch({
      executablePath,
      args: ['--no-sandbox'],
      env: { ...process.env, ...env },
    });
  } catch (error) {
    throw new Error('No browser can run here: install Chromium, or name one in CHROME.', {
      cause: error,
    });
  }
}

function installed(): Program | undefined {
  const executablePath = INSTALLED.find((file) => file !== undefined && existsSync(file));
  return executablePath === undefined ? undefined : { executablePath };
}

async function unpacked(): Promise<Program> {
  await mkdir(UNPACKED, { recursive: true });
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'unpack.mjs')],
    { env: { ...process.env, TMPDIR: UNPACKED } },
  );
  return JSON.parse(stdout) as Program;
}
