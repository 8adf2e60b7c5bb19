import { consumer, npmEnvironment } from './delivery';
import { run } from './run';

function kit(...args: string[]): Promise<string> {
  return run('npx', ['--no-install', 'chat-conformance', ...args], {
    cwd: consumer(),
    env: npmEnvironment(),
  });
}

test('npx chat-conformance lists its checks', async () => {
  const lines = (await kit('--list')).split('\n');
  expect(
    lines.filter((line) => /^S-\d+\.\d+ (must|should|robust) ./.test(line)).length,
  ).toBeGreaterThanOrEqual(60);
  expect(
    lines.filter((line) => /^C-\d+\.\d+ (must|should|robust) ./.test(line)).length,
  ).toBeGreaterThanOrEqual(25);
});

test('npx chat-conformance finds the published programs right', async () => {
  const programs = [
    ...['--server', 'node_modules/.bin/chat-server {port}'],
    ...['--client', 'node_modules/.bin/chat-client {name} {host} {port}'],
  ];
  // In a pipe and on a terminal: that one takes the native package.
  const report = await kit(...programs, '--only', 'S-1.1,S-9.1,C-1.1,C-26.1', '--reporter', 'tap');
  // The report says why.
  expect(report).not.toContain('not ok');
  expect(report.match(/^ok \d+ - \S+/gm)).toEqual([
    'ok 1 - S-1.1',
    'ok 2 - S-9.1',
    'ok 3 - C-1.1',
    'ok 4 - C-26.1',
  ]);
});
