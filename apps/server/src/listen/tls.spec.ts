import { encodeFrames } from '@chat/framing';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { connect as connectPlain, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { GenerateResult } from 'selfsigned';
import { OPTIONS, type Options } from '../operation/options';
import { ChatServer } from '../server';
import { EXPIRED, selfSign, TestCertificates } from '../testing/test-certificates';
import { clientHello } from '../testing/test-hello';
import { Encryption } from './tls';

let certificates: TestCertificates;
let server: ChatServer | undefined;
let port: number;
let logged: Record<string, unknown>[];
const sockets: Socket[] = [];

async function start(ca?: string, options: Partial<Options> = {}): Promise<Encryption> {
  const encryption = new Encryption({ ...certificates.files, ca }, options.nameTimeout ?? Infinity);
  server = new ChatServer(options, { encryption });
  logged = [];
  const note = (_: string, properties: Record<string, unknown>): void => {
    logged.push(properties);
  };
  server.logTo({ debug: note, info: note, warn: note });
  ({ port } = await server.listen(0));
  return encryption;
}

/** A client that is through its handshake, though perhaps not the server. */
async function enter(options: ConnectionOptions = {}): Promise<TLSSocket> {
  const raw = connectPlain({ port, allowHalfOpen: true });
  const socket = connect({
    socket: raw,
    ca: certificates.authority.cert,
    checkServerIdentity,
    ...options,
  });
  sockets.push(socket.on('error', () => undefined));
  await once(socket, 'secureConnect');
  return socket;
}

/** Whose certificate it is does not matter here: the client's tests are about that. */
function checkServerIdentity(): undefined {
  return undefined;
}

function say(socket: TLSSocket, ...texts: string[]): void {
  socket.write(Buffer.concat(texts.map((text) => encodeFrames(text))));
}

/** All that somebody hears who says this and half-closes. */
async function heard(socket: TLSSocket, ...texts: string[]): Promise<string[]> {
  say(socket, ...texts);
  socket.end();
  return (
    (await buffer(socket))
      .toString()
      .match(/.{200}/gs)
      ?.map((text) => text.trimEnd()) ?? []
  );
}

/** The reason that is logged for the next handshake that fails. */
async function fault(): Promise<unknown> {
  for (;;) {
    const failed = logged.find((properties) => 'fault' in properties);
    if (failed !== undefined) return failed['fault'];
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function nameOn(socket: TLSSocket): unknown {
  return socket.getPeerCertificate().subject.CN;
}

beforeAll(async () => {
  certificates = await TestCertificates.create();
});

beforeEach(async () => {
  certificates.install(await certificates.certify('first'));
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  if (server?.draining === false) await server.close();
  server = undefined;
});

afterAll(() => {
  certificates.remove();
});

test('whoever half-closes gets all replies, over TLS too (rule 20)', async () => {
  await start();
  const replies = await heard(await enter(), 'Alice', '/create c', '/list');
  expect(replies).toEqual(['c']);
});

test('whoever reads nothing is cut off over TLS too, and nobody else is', async () => {
  await start(undefined, { sendQueueLimit: 256 * 1024 });
  const [listener, frozen, talker] = [await enter(), await enter(), await enter()];
  let lately = '';
  listener.on('data', (chunk: Buffer) => (lately = (lately + chunk.toString()).slice(-1000)));
  const listenerHears = async (text: string): Promise<void> => {
    while (!lately.includes(text)) await once(listener, 'data');
  };
  say(listener, 'Listener', '/create c', '/list');
  await listenerHears('c ');
  frozen.pause();
  say(frozen, 'Frozen', '/join c');
  await listenerHears('Frozen has joined');
  say(talker, 'Talker', '/join c');
  const burst = Array<string>(100).fill('x'.repeat(180));
  for (let count = 0; server?.traffic.disconnects.slow_reader === 0; count++) {
    say(talker, ...burst, `burst ${count}.`);
    await listenerHears(`burst ${count}.`);
  }
  say(talker, 'over');
  await listenerHears('[Talker] over');
  expect(server?.traffic.disconnects).toMatchObject({ slow_reader: 1, closed: 0, reset: 0 });
});

test('whoever reads is no slow reader, with the least queue and 1000 messages at once either', async () => {
  await start(undefined, { sendQueueLimit: OPTIONS.sendQueueLimit.schema.parse('1MiB') });
  const listener = await enter();
  say(listener, 'Listener', '/create c');
  await heard(await enter(), 'Other', '/list');
  const talkers = await Promise.all([1, 2, 3, 4].map(() => enter()));
  // Each message is two frames, for the longest name.
  const name = 'T'.repeat(64);
  for (const talker of talkers) {
    say(talker, name, '/join c', ...Array<string>(250).fill('x'.repeat(200)));
    talker.end();
  }
  let text = '';
  let left = 0;
  const all = new Promise<void>((resolve) => {
    listener.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      left += text.split(`${name} has left`).length - 1;
      text = text.slice(-200).replace(`${name} has left`, '');
      if (left === talkers.length) resolve();
    });
    listener.on('end', resolve);
  });
  await all;
  expect(server?.traffic.disconnects.slow_reader).toBe(0);
  expect(left).toBe(talkers.length);
});

test('TLS older than 1.2 is refused, with the reason in the log', async () => {
  await start();
  const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' } as const;
  await expect(enter({ ...old, ciphers: 'DEFAULT@SECLEVEL=0' })).rejects.toThrow();
  await expect(fault()).resolves.toBe('unsupported protocol');
  expect(server?.traffic.disconnects.tls_failed).toBe(1);
});

test('whoever does not speak TLS is closed, and nobody else is', async () => {
  await start();
  const alice = await enter();
  const plain = connectPlain(port).on('error', () => undefined);
  sockets.push(plain);
  plain.write(encodeFrames('Bob'));
  await once(plain.resume(), 'close');
  await expect(fault()).resolves.toBe('no ClientHello');
  await expect(heard(alice, 'Alice', '/create c', '/list')).resolves.toEqual(['c']);
});

test('a handshake that does not come is ended in time', async () => {
  await start(undefined, { nameTimeout: 50 });
  const silent = connectPlain(port).on('error', () => undefined);
  sockets.push(silent);
  await once(silent.resume(), 'close');
  await expect(fault()).resolves.toBe('ERR_TLS_HANDSHAKE_TIMEOUT');
});

test('stopping does not wait for a handshake', async () => {
  await start();
  const silent = connectPlain(port).on('error', () => undefined);
  sockets.push(silent);
  const closed = once(silent.resume(), 'close');
  while (server?.traffic.connectionsMade === 0) await new Promise(setImmediate);
  await server?.close();
  await closed;
});

test('the connections of handshakes that failed do not count any more', async () => {
  await start(undefined, { maxConnections: 1 });
  const plain = connectPlain(port).on('error', () => undefined);
  sockets.push(plain);
  plain.write(encodeFrames('Bob'));
  await once(plain.resume(), 'close');
  await fault();
  await expect(heard(await enter(), 'Alice', '/create c', '/list')).resolves.toEqual(['c']);
});

describe('with an authority', () => {
  test('a client with a certificate from it is let in', async () => {
    await start(certificates.ca);
    const { cert, private: key } = await certificates.certify('Alice');
    const alice = await enter({ cert, key });
    await expect(heard(alice, 'Alice', '/create c', '/list')).resolves.toEqual(['c']);
  });

  test.each<[string, () => Promise<ConnectionOptions>, string]>([
    ['no certificate', () => Promise.resolve({}), 'no client certificate'],
    [
      'a certificate from nobody',
      async () => {
        const own = await selfSign('Mallory');
        return { cert: own.cert, key: own.private };
      },
      'client certificate: DEPTH_ZERO_SELF_SIGNED_CERT',
    ],
    [
      'an expired certificate',
      async () => {
        const { cert, private: key } = await certificates.certify('Late', EXPIRED);
        return { cert, key };
      },
      'client certificate: CERT_HAS_EXPIRED',
    ],
  ])('a client with %s is told, and no more, and the log says why', async (_, identity, reason) => {
    await start(certificates.ca);
    const socket = await enter(await identity());
    await expect(heard(socket, 'Bob', '/create c', '/list')).resolves.toEqual([
      'This server only takes clients whose certificate it trusts.',
    ]);
    expect(server?.channels).toBe(0);
    expect(server?.traffic.disconnects.certificate_refused).toBe(1);
    await expect(fault()).resolves.toBe(reason);
  });
});

test('a client that half-closes in the midst of its handshake has gone', async () => {
  await start();
  const socket = connectPlain({ port, host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket.on('error', () => undefined));
  socket.resume().end(await clientHello());
  await once(socket, 'close');
  await expect(fault()).resolves.toEqual(expect.any(String));
  expect(server?.placesTaken).toBe(0);
});

describe('reload', () => {
  test('gives new connections the new certificate, and the old ones go on', async () => {
    const encryption = await start();
    const alice = await enter();
    alice.write(encodeFrames('Alice'));
    certificates.install(await certificates.certify('second'));
    expect(nameOn(await enter())).toBe('first');
    encryption.reload();
    expect(nameOn(await enter())).toBe('second');
    await expect(heard(alice, '/create c', '/list')).resolves.toEqual(['c']);
  });

  test.each<[string, (other: GenerateResult, expired: GenerateResult) => void, RegExp]>([
    [
      'is cut off',
      () => {
        writeFileSync(certificates.files.cert, 'junk');
      },
      /^There is no certificate/,
    ],
    [
      'has another key',
      (other) => {
        writeFileSync(certificates.files.key, other.private);
      },
      /key\.pem is not the unencrypted key of .*cert\.pem: key values mismatch\.$/,
    ],
    [
      'has expired',
      (_, expired) => {
        certificates.install(expired);
      },
      /has expired, on .+ GMT\.$/,
    ],
    [
      'is gone',
      () => {
        rmSync(certificates.files.cert);
      },
      /^Cannot read .*cert\.pem: ENOENT\.$/,
    ],
  ])('of a certificate that %s changes nothing', async (_, spoil, why) => {
    const encryption = await start();
    spoil(await certificates.certify('other'), await certificates.certify('late', EXPIRED));
    expect(() => {
      encryption.reload();
    }).toThrow(why);
    expect(nameOn(await enter())).toBe('first');
  });

  test('of a pipe waits for nobody, and changes nothing', async () => {
    const { key } = certificates.files;
    const encryption = await start();
    rmSync(key);
    execFileSync('mkfifo', [key]);
    const writer = spawn('sh', ['-c', 'echo junk > "$0"', key]);
    try {
      expect(() => {
        encryption.reload();
      }).toThrow(/key\.pem is a pipe, which is read at the start only\.$/);
    } finally {
      writer.kill();
      rmSync(key);
    }
    expect(nameOn(await enter())).toBe('first');
  });
});

test('a server starts with a certificate that has expired, and warns', async () => {
  certificates.install(await certificates.certify('old', EXPIRED));
  const encryption = await start();
  expect(encryption.warning).toMatch(/^The certificate in .*cert\.pem has expired, on .+ GMT\.$/);
  certificates.install(await certificates.certify('new'));
  encryption.reload();
  expect(encryption.warning).toBeUndefined();
});
