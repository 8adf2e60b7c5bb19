import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { kit, startKit } from './kit';
import { CLIENT, SERVER } from './our-programs';

jest.setTimeout(120_000);

/** A command line that runs one of our programs below a shell, which does something before. */
function below(script: string, command: string): string {
  return `sh -c "${script} ${command.replaceAll('"', "'")}"`;
}

test('a server that takes its time to start is waited for', async () => {
  const late = below('sleep 2; exec', SERVER);
  const { status, stdout } = await kit(['--server', late, '--only', 'S-1.1']);
  expect(stdout).toContain('must   1 of 1 passed');
  expect(status).toBe(0);
});

test('of a server nothing is left, though it ignores SIGTERM and has started another process', async () => {
  const deaf = below("trap '' TERM;", `${SERVER}; true`);
  const args = ['--server', deaf, '--only', 'S-27.12', '--reporter', 'json'];
  const report = JSON.parse((await kit(args)).stdout) as {
    checks: { passed: boolean; steps: string[] }[];
  };
  const [check] = report.checks;
  expect(check).toMatchObject({ passed: false, rule: 27 });
  const [, port] = /main\.js' (\d+)/.exec(check?.steps.join() ?? '') ?? [];
  await expect(once(connect(Number(port), '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
});

test('a server that sends no whole frames is told what it sent', async () => {
  const script = `require('node:net').createServer((socket) => {
    socket.on('data', () => socket.write('too short'));
  }).listen(process.argv[1])`;
  const unpadded = `node -e "${script}" {port}`;
  const { status, stdout } = await kit(['--server', unpadded, '--only', 'S-1.1']);
  expect(status).toBe(1);
  expect(stdout).toContain(`bytes, which are no whole frame: "too short`);
});

test('a client that prints a banner is told so before all else', async () => {
  const chatty = below('echo Welcome; exec', CLIENT);
  const { status, stdout } = await kit(['--client', chatty, '--only', 'C-1.2,C-22.10']);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^No must has failed\. Of the rest, first of all: .* does not begin with "\[Me\] ".* seen: "Welcome\\n/,
  );
  expect(stdout).toContain('FAIL C-22.10');
  expect(stdout).toContain('must   1 of 1 passed');
});

test('a client that does not flush what it prints is told so before all else', async () => {
  const script = `const [name, host, port] = process.argv.slice(1);
    require('node:net').connect(port, host).write(name.padEnd(200))`;
  const client = `node -e "${script}" {name} {host} {port}`;
  const { stdout } = await kit(['--client', client, '--only', 'C-22.1']);
  expect(stdout).toMatch(/^First of all: the client prints nothing .* Flush after each print\./);
  expect(stdout).toMatch(/^ +This comes of what was found first: the client prints nothing/m);
});

test('a kit that is terminated takes the program under test with it', async () => {
  const control = createServer().listen(0, '127.0.0.1');
  await once(control, 'listening');
  const { port } = control.address() as AddressInfo;
  const script = `require('node:net').connect(${port}, '127.0.0.1');
    require('node:net').createServer().listen(process.argv[1])`;
  const child = startKit(['--server', `node -e "${script}" {port}`, '--only', 'S-9.1']);
  try {
    const [held] = (await once(control, 'connection')) as [Socket];
    held.on('error', () => undefined).resume();
    const released = once(held, 'close');
    child.kill('SIGTERM');
    const [report] = await Promise.all([
      text(child.stdout),
      expect(once(child, 'exit')).resolves.toEqual([143, null]),
    ]);
    expect(report).toContain('Stopped: One check not judged.');
    await released;
  } finally {
    child.kill('SIGKILL');
    control.close();
  }
});
