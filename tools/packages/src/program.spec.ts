import { consumer, npmEnvironment } from './delivery';
import { run } from './run';
import { RunningProgram } from './running-program';
import { programs, readManifest } from './workspace';

const running: RunningProgram[] = [];

function start(name: string, ...args: string[]): RunningProgram {
  const program = new RunningProgram(name, ...args);
  running.push(program);
  return program;
}

afterEach(async () => {
  for (const program of running) program.signal('SIGKILL');
  await Promise.all(running.map(({ exited }) => exited));
});

test.each(programs)('npx runs $name, which knows its version', async ({ folder }) => {
  const { bin = {}, version } = readManifest(folder);
  for (const name of Object.keys(bin)) {
    const printed = await run('npx', ['--no-install', name, '--version'], {
      cwd: consumer(),
      env: npmEnvironment(),
    });
    expect(printed).toBe(`${version}\n`);
  }
});

test('two people chat, until the server is stopped', async () => {
  const server = start('chat-server', '0');
  const [, port = ''] = await server.prints(/Listening on port (\d+)/);

  const ann = start('chat-client', 'Ann', '127.0.0.1', port);
  ann.type('/create tea', '/list');
  await ann.prints(/\rtea\n/);
  const ben = start('chat-client', 'Ben', '127.0.0.1', port);
  ben.type('/join tea', 'Hello, Ann');
  await ann.prints(/\rBen has joined\n[^]*\r\[Ben\] Hello, Ann\n/);
  ann.type('Hello, Ben');
  await ben.prints(/\r\[Ann\] Hello, Ben\n/);

  server.signal('SIGTERM');
  await expect(server.exited).resolves.toBe(0);
  await ben.prints(/\rServer at 127.0.0.1:\d+ has disconnected\n/);
  await expect(ben.exited).resolves.toBe(1);
});
