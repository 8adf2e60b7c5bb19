import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPTIONS } from './options';

const SETTINGS = readFileSync(join(__dirname, '../../systemd/chat-server.conf'), 'utf8');
const UNIT = readFileSync(join(__dirname, '../../systemd/chat-server.service'), 'utf8');

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0;

(systemd ? test : test.skip)('systemd finds no fault with the unit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chat-unit-'));
  const unit = join(folder, 'chat-server.service');
  // It wants the program to be there; any will do.
  writeFileSync(unit, UNIT.replace('/usr/local/bin/chat-server', process.execPath));
  const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', unit], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  expect(stdout + stderr).toBe('');
  expect(status).toBe(0);
});

test('the unit sets only variables that are options', () => {
  const names = [...UNIT.matchAll(/^Environment=CHAT_(\w+)=/gm)].map(([, name = '']) =>
    name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
  );
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(Object.keys(OPTIONS)).toContain(name);
});

test('the settings for the system are settings that it has', () => {
  const names = [...SETTINGS.matchAll(/^(\S+) = \d+$/gm)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    expect(readFileSync(join('/proc/sys', name.replaceAll('.', '/')), 'utf8')).toMatch(/^\d+\n$/);
  }
});
