import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What stands for the built page: a file by its name, and one in the folder of those with a hash in theirs. */
export const FILES = {
  'index.html': '<!doctype html><title>Chat</title>',
  'assets/index-Ab12.js': 'console.log("chat");',
};

/** A folder with a page, for as long as the tests of a file run. */
export function pageFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chat-page-'));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}
