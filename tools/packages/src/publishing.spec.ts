import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspace } from './workspace';

const SCRIPT = join(workspace, 'tools/presets/before-publishing.js');

let root: string;
let folder: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'chat-publishing-'));
  folder = join(root, 'apps/server');
  mkdirSync(join(folder, 'dist'), { recursive: true });
  ownedBy('somebody');
  writeFileSync(join(folder, 'package.json'), '{ "version": "1.2.3" }');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function ownedBy(owner: string): void {
  const repository = { type: 'git', url: `git+https://example.org/${owner}/chat.git` };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ author: 'us', repository }));
}

function builtAs(version: string): void {
  writeFileSync(join(folder, 'dist/main.js'), `console.log('${version}')`);
}

function check(): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stderr };
}

test('a library, and a program that was built as its version, may be published', () => {
  expect(check()).toEqual({ status: 0, stderr: '' });
  builtAs('1.2.3');
  expect(check()).toEqual({ status: 0, stderr: '' });
});

test('a program that was built before its version was written is refused in one line', () => {
  builtAs('1.2.2');
  const { status, stderr } = check();
  expect(status).toBe(1);
  expect(stderr).toBe('dist was built as 1.2.2, and this is 1.2.3: build it again.\n');
});

test('nobody publishes what nobody owns', () => {
  ownedBy('OWNER');
  const { status, stderr } = check();
  expect(status).toBe(1);
  expect(stderr).toMatch(/^The workspace's package\.json says OWNER in .+\n$/);
});
