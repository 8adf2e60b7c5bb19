import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SERVER = join(import.meta.dirname, '../../apps/server/dist/main.js');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chat-configurations-'));
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')];
  const certificate = '-x509 -newkey rsa:2048 -nodes -subj /CN=chat.example.org';
  check('openssl', 'openssl', ['req', ...certificate.split(' '), ...files]);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** @returns the first block of this language in the page */
function block(page: string, language: string): string {
  const text = readFileSync(join(import.meta.dirname, '..', page), 'utf8');
  return new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'm').exec(text)?.[1] ?? '';
}

function proxyFile(language: string): string {
  const file = join(folder, `${language}.conf`);
  writeFileSync(file, block('proxies.md', language));
  return file;
}

/** What the program says of it. Throws, in one line, if there is no such program. */
function check(program: string, packages: string, args: readonly string[]): string {
  const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` };
  const { error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env });
  if (error !== undefined) throw new Error(`No ${program} here: apt-get install ${packages}`);
  return stdout + stderr;
}

test('nginx takes its configuration', () => {
  // Debian has the modules apart; elsewhere they are in the program, and nothing is included.
  const modules = 'include /etc/nginx/modules-enabled/*.conf;';
  const globals = `${modules} pid ${join(folder, 'nginx.pid')}; error_log stderr;`;
  const args = ['-t', '-c', proxyFile('nginx'), '-g', globals];
  expect(check('nginx', 'nginx libnginx-mod-stream', args)).toContain('test is successful');
});

test('HAProxy takes its configuration', () => {
  expect(check('haproxy', 'haproxy', ['-c', '-f', proxyFile('haproxy')])).toMatch(
    /^Configuration file is valid$/m,
  );
});

test.each(['proxies.md', 'open-internet.md'])(
  'the server takes the command line of %s',
  async (page) => {
    const [program, ...args] = block(page, 'sh').replaceAll('\\\n', ' ').trim().split(/\s+/);
    expect(program).toBe('chat-server');
    const anyPorts = args.map((word) => (/^(55555|8080|9100)$/.test(word) ? '0' : word));
    const server = spawn(process.execPath, [SERVER, ...anyPorts], { cwd: folder });
    const said: string[] = [];
    for await (const chunk of server.stderr.setEncoding('utf8')) {
      if (said.push(String(chunk)) && said.join('').includes('Listening on port')) break;
    }
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    expect(said.join('')).toContain('Listening on port');
  },
);
