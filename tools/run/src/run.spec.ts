import { once } from 'node:events';
import { Scratch, type Ended } from './testing/scratch';

const INSTALLING = 'Installing what is needed, which takes a minute the first time.\n';

let scratch: Scratch;

beforeEach(() => {
  scratch = new Scratch();
});

afterEach(() => {
  scratch.remove();
});

const serve = (env?: NodeJS.ProcessEnv): Promise<Ended> => scratch.run(['start', '55555'], env);

function pnpmCall(): string {
  const { devDependencies } = JSON.parse(scratch.read('package.json')) as {
    devDependencies: { pnpm: string };
  };
  return `npm exec --yes --prefer-offline --package=pnpm@${devDependencies.pnpm} -- pnpm install --frozen-lockfile`;
}

const BUILD = 'nx run-many -t build -p server --output-style=static';

describe('a program', () => {
  test('is installed, built, and called as it was asked for; nobody else writes to stdout', async () => {
    const { status, stdout, stderr } = await serve();
    expect(JSON.parse(stdout)).toEqual({ args: ['55555'], cwd: scratch.folder });
    expect(status).toBe(5);
    expect(stderr).toBe(INSTALLING);
    expect(scratch.calls()).toEqual([pnpmCall(), BUILD]);
  });

  test('runs in the folder that npm was called in', async () => {
    const { stdout } = await serve({ INIT_CWD: scratch.path('docs') });
    expect(JSON.parse(stdout)).toMatchObject({ cwd: scratch.path('docs') });
  });

  test('has its signals to itself, and its exit status', async () => {
    const { child, ended } = scratch.start(['start', '55555'], {}, 'open');
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const { status, stdout } = await ended;
    expect(stdout).toMatch(/SIGTERM 1\nSIGINT 2\n$/);
    expect(status).toBe(7);
  });

  test.each([
    [['start'], 'Usage: npm start -- <port>\n'],
    [['client', 'Scott'], 'Usage: npm run -s client -- <name> <host> <port>\n'],
    [['serve'], 'Usage: npm start, npm test, or npm run setup, client, example or bench\n'],
  ])('called wrongly is not even installed: %j', async (args, usage) => {
    expect(await scratch.run(args)).toEqual({ status: 2, stdout: '', stderr: usage });
    expect(scratch.calls()).toEqual([]);
  });

  test('that needs Unix says so on Windows, and is not even installed', async () => {
    const windows = `Object.defineProperty(process, "platform", { value: "win32" });`;
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(windows)}` };
    const { status, stderr } = await scratch.run(['bench'], env);
    expect(stderr).toBe(
      'npm run bench does not work on Windows: it reads from /proc, or from ps, what a server costs.\n',
    );
    expect(status).toBe(1);
    expect(scratch.calls()).toEqual([]);
  });

  test('judges its options itself', async () => {
    const { stdout } = await scratch.run(['client', '--help']);
    expect(JSON.parse(stdout)).toMatchObject({ args: ['--help'] });
  });
});

describe('an installation', () => {
  test('is done once', async () => {
    await serve();
    scratch.calls();
    const { stderr } = await serve();
    expect(stderr).toBe('');
    expect(scratch.calls()).toEqual([BUILD]);
  });

  const MARKER = 'node_modules/.installed.json';

  test.each([
    [
      'the lockfile has changed',
      () => {
        scratch.append('pnpm-lock.yaml', '# more\n');
      },
    ],
    [
      'it was for another Node',
      () => {
        replace(/"node":"\d+"/, '"node":"18"');
      },
    ],
    [
      'it was for another platform',
      () => {
        replace(/"platform":"[^"]+"/, '"platform":"plan9-z80"');
      },
    ],
  ])('is done again when %s', async (_, change) => {
    await serve();
    scratch.calls();
    change();
    await serve();
    expect(scratch.calls()).toEqual([pnpmCall(), BUILD]);
  });

  function replace(what: RegExp, by: string): void {
    const marker = scratch.read(MARKER);
    expect(marker).toMatch(what);
    scratch.write(MARKER, marker.replace(what, by));
  }

  test('that fails says why, has its status, and is done again the next time', async () => {
    await serve();
    scratch.append('pnpm-lock.yaml', '# more\n');
    const { status, stdout, stderr } = await serve({ FAKE_INSTALL: 'fails' });
    expect(status).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain('ERR no network');
    scratch.calls();
    await serve();
    expect(scratch.calls()).toEqual([pnpmCall(), BUILD]);
  });

  test('without npm says what is missing', async () => {
    const { status, stderr } = await serve({ npm_execpath: '', PATH: '' });
    expect(stderr).toBe(`${INSTALLING}spawn npm ENOENT\n`);
    expect(status).toBe(1);
  });

  test('that a signal ends is over when the signal has ended the script', async () => {
    const { child, ended } = scratch.start(['setup'], { FAKE_INSTALL: 'waits' });
    await scratch.appears('install.begun');
    child.kill('SIGTERM');
    expect((await ended).status).toBe(143);
    expect(scratch.has('install.ended')).toBe(true);
  });

  test('is done by one of two scripts, and the other waits', async () => {
    const first = scratch.start(['setup'], { FAKE_INSTALL: 'waits' });
    await scratch.appears('install.begun');
    const second = scratch.start(['start', '55555']);
    const [line] = (await once(second.child.stderr, 'data')) as [Buffer];
    expect(String(line)).toBe('Waiting for another npm script that installs or builds here.\n');
    expect(scratch.calls()).toEqual([pnpmCall()]);
    first.child.kill('SIGTERM');
    expect((await second.ended).status).toBe(5);
    expect(scratch.calls()).toEqual([pnpmCall(), BUILD]);
  });

  test('takes the place of one by npm', async () => {
    await serve();
    scratch.calls();
    scratch.write('node_modules/.package-lock.json', '{}');
    scratch.write('node_modules/left-over/index.js', '');
    scratch.write('package-lock.json', '{}');
    const { stderr } = await serve();
    expect(stderr).toMatch(/^Removing node_modules and package-lock\.json of an npm install/);
    expect(scratch.has('node_modules/left-over')).toBe(false);
    expect(scratch.has('package-lock.json')).toBe(false);
    expect(scratch.calls()).toEqual([pnpmCall(), BUILD]);
  });

  test('by npm is told, one by pnpm is not', async () => {
    expect((await scratch.run(['postinstall'])).stderr).toContain('npm run setup');
    const pnpm = { npm_config_user_agent: 'pnpm/12.21.0 npm/? node/v20.19.0' };
    expect((await scratch.run(['postinstall'], pnpm)).stderr).toBe('');
  });
});

test('a build that fails is printed, and ends it', async () => {
  const { status, stdout, stderr } = await serve({ FAKE_BUILD: 'fails' });
  expect(status).toBe(4);
  expect(stdout).toBe('');
  expect(stderr).toBe(`${INSTALLING}nx says a lot\n`);
});

test('npm test installs, and is nx from there on, with all that was said to it', async () => {
  const { status, stdout } = await scratch.run(['test', '-p', 'framing']);
  expect(stdout).toBe('nx says a lot\n');
  expect(status).toBe(0);
  expect(scratch.calls()).toEqual([
    pnpmCall(),
    'nx run-many -t build lint typecheck test --output-style=static-failures-only -p framing',
  ]);
});

test('a Node that is too old is told in one line', async () => {
  const manifest = scratch.read('package.json').replace('>=20.19', '>=99.7');
  scratch.write('package.json', manifest);
  const { status, stderr } = await serve();
  expect(stderr).toBe(
    `This needs Node.js 99.7 or newer, and this is ${process.version}. See https://nodejs.org\n`,
  );
  expect(status).toBe(1);
  expect(scratch.calls()).toEqual([]);
});
