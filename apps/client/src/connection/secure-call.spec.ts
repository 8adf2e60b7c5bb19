import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createSecureServer, type TlsOptions } from 'node:tls';
import { generate, type GenerateResult, type SelfsignedOptions } from 'selfsigned';
import { secureDial, type TlsFiles } from './secure-call';

const DAY = 24 * 60 * 60 * 1000;
const YESTERDAY = new Date(Date.now() - DAY);
const TOMORROW = new Date(Date.now() + DAY);

const folder = mkdtempSync(join(tmpdir(), 'chat-client-'));
let authority: GenerateResult;
let right: TlsOptions;
let server: Server | undefined;

/** A certificate for 127.0.0.1 alone. */
async function certify(options: SelfsignedOptions = {}): Promise<TlsOptions> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Test' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    ...options,
  });
  return { cert, key };
}

function file(name: string, content: TlsOptions['cert'] = ''): string {
  const path = join(folder, name);
  writeFileSync(path, content as string);
  return path;
}

beforeAll(async () => {
  authority = await generate([{ name: 'commonName', value: 'Authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'basicConstraints', cA: true }],
  });
  file('ca.pem', authority.cert);
  right = await certify();
});

afterEach(() => {
  server?.close();
  server = undefined;
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What becomes of a call to a server: whether it is answered, and why it ends. */
async function outcome(
  peer: Server | undefined,
  files: TlsFiles = { ca: join(folder, 'ca.pem') },
  host = '127.0.0.1',
) {
  server = peer?.listen(0, '127.0.0.1');
  if (server !== undefined) await once(server, 'listening');
  const address = server?.address() as AddressInfo | undefined;
  const aborted = new AbortController();
  try {
    const where = { host, port: String(address?.port ?? 1) };
    const { socket, reason } = await secureDial(files)(where, aborted.signal);
    socket.resume();
    await new Promise((resolve) => socket.once('close', resolve));
    return { answered: true, reason: reason()?.message };
  } catch (fault) {
    return { answered: false, reason: (fault as Error).message };
  }
}

/** Says goodbye to everybody at once. */
function secure(options: TlsOptions): Server {
  return createSecureServer(options, (socket) => socket.end('bye'));
}

test('a server with a certificate for its address answers', async () => {
  await expect(outcome(secure(right))).resolves.toEqual({ answered: true, reason: undefined });
});

test('a call that was answered cannot be given up', async () => {
  server = createSecureServer(right, (socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const giveUp = new AbortController();
  const dial = secureDial({ ca: join(folder, 'ca.pem') });
  const { socket } = await dial({ host: '127.0.0.1', port: String(port) }, giveUp.signal);
  giveUp.abort();
  socket.end('still here');
  let heard = '';
  for await (const chunk of socket) heard += String(chunk);
  expect(heard).toBe('still here');
});

test('a server is asked for by the name that was typed', async () => {
  const extensions: SelfsignedOptions['extensions'] = [
    { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
  ];
  const options = await certify({ extensions });
  const names: string[] = [];
  const SNICallback: TlsOptions['SNICallback'] = (name, done) => {
    names.push(name);
    done(null);
  };
  const files = { ca: join(folder, 'ca.pem') };
  const { answered } = await outcome(secure({ ...options, SNICallback }), files, 'localhost');
  expect({ answered, names }).toEqual({ answered: true, names: ['localhost'] });
});

test.each<[string, SelfsignedOptions, string]>([
  ['has expired', { notAfterDate: YESTERDAY, notBeforeDate: new Date(0) }, 'has expired.'],
  ['is not valid yet', { notBeforeDate: TOMORROW }, 'is not yet valid.'],
  [
    'is for another host, with a name that a terminal would obey',
    {
      extensions: [
        { name: 'subjectAltName', altNames: [{ type: 2, value: 'else\x1b[2J\nwhere' }] },
      ],
    },
    'not match',
  ],
])('a certificate that %s is refused', async (_, options, why) => {
  const { answered, reason } = await outcome(secure(await certify(options)));
  expect(answered).toBe(false);
  expect(reason).toMatch(/^The server's certificate does not verify: \P{Cc}+\.$/u);
  expect(reason).toContain(why);
});

test.each<[string, () => TlsFiles]>([
  ['that nobody knows', () => ({})],
  ['other than the one asked for', () => ({ ca: file('other.pem', right.cert) })],
])('a certificate from an authority %s is refused', async (_, files) => {
  await expect(outcome(secure(right), files())).resolves.toEqual({
    answered: false,
    reason: "The server's certificate is not from an authority that is trusted here: see --ca.",
  });
});

test('a server that asks for a certificate is shown the one there is', async () => {
  const options = { ...right, requestCert: true, ca: authority.cert };
  const files = {
    ca: join(folder, 'ca.pem'),
    cert: file('cert.pem', right.cert),
    key: file('key.pem', right.key as string),
  };
  await expect(outcome(secure(options), files)).resolves.toEqual({ answered: true });
});

test('a server that asks for a certificate, and there is none, is told so', async () => {
  const options = { ...right, requestCert: true, ca: authority.cert };
  await expect(outcome(secure(options))).resolves.toMatchObject({
    reason: 'The server asks for a certificate: see --cert and --key.',
  });
});

test('a server that wants an older TLS is refused', async () => {
  const old = { ...right, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' } as const;
  const { answered, reason } = await outcome(secure({ ...old, ciphers: 'DEFAULT@SECLEVEL=0' }));
  expect(answered).toBe(false);
  expect(reason).toMatch(/^The server refuses the TLS handshake: .*protocol version\.$/);
});

test('a server that talks, but not in TLS, is refused', async () => {
  const { answered, reason } = await outcome(
    createServer((socket) => socket.end('x'.repeat(200)).resume()),
  );
  expect(answered).toBe(false);
  expect(reason).toMatch(/^The server does not speak TLS: [^.]+\.$/);
});

test('a server that closes instead of a handshake is refused', async () => {
  await expect(outcome(createServer((socket) => socket.end().resume()))).resolves.toEqual({
    answered: false,
    reason: 'The TLS handshake did not come to its end: perhaps the server does not speak TLS.',
  });
});

test('where there is no server, TLS is not why', async () => {
  await expect(outcome(undefined)).resolves.toEqual({
    answered: false,
    reason: 'It refuses the connection: perhaps no server is running there.',
  });
});

test.each<[string, () => TlsFiles, string]>([
  ['is not there', () => ({ ca: '/nowhere/ca.pem' }), 'Cannot read /nowhere/ca.pem: ENOENT.'],
  [
    'holds no certificate',
    () => ({ ca: file('junk.pem', 'junk') }),
    'There is no certificate in PEM form in',
  ],
  [
    'holds another key',
    () => ({ cert: file('a.pem', right.cert), key: file('b.pem', authority.private) }),
    'b.pem is not the unencrypted key of',
  ],
])('a file that %s fails the call before it begins', async (_, files, reason) => {
  const { reason: told, answered } = await outcome(undefined, files());
  expect(answered).toBe(false);
  expect(told).toContain(reason);
  expect(told).toMatch(/^[^\n]+\.$/);
});

test.each<[string, SelfsignedOptions, RegExp]>([
  [
    'expired',
    { notAfterDate: YESTERDAY, notBeforeDate: new Date(0) },
    /^The certificate in .*own\.pem has expired, on .+ GMT\.$/,
  ],
  [
    'not yet valid',
    { notBeforeDate: TOMORROW },
    /^The certificate in .*own\.pem is valid from .+ GMT\.$/,
  ],
])(
  'a certificate of our own that is %s fails the call before it begins',
  async (_, options, why) => {
    const { cert, key } = await certify(options);
    const files = { cert: file('own.pem', cert), key: file('own-key.pem', key as string) };
    const { answered, reason } = await outcome(undefined, files);
    expect(answered).toBe(false);
    expect(reason).toMatch(why);
  },
);
