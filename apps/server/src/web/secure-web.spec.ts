import { once } from 'node:events';
import type { TLSSocket } from 'node:tls';
import type { ClientOptions } from 'ws';
import { Encryption } from '../listen/tls';
import { TestCertificates } from '../testing/test-certificates';
import { pageFolder } from '../testing/test-page';
import { destroyPeers, settleIn, WebPeer } from '../testing/test-peer';
import { startWeb, stopServers } from '../testing/test-web-server';
import { Page } from './page';

const page = new Page(pageFolder());
let certificates: TestCertificates;
let encryption: Encryption;
let url: string;

beforeAll(async () => {
  certificates = await TestCertificates.create();
});

afterEach(async () => {
  destroyPeers();
  await stopServers();
});

afterAll(() => {
  certificates.remove();
});

async function start(ca?: string): Promise<void> {
  encryption = new Encryption({ ...certificates.files, ca }, 5000);
  const { webPort } = await startWeb(page, {}, encryption);
  url = `wss://127.0.0.1:${webPort}/chat`;
}

function connect(options: ClientOptions = {}): WebPeer {
  // Whose certificate it is does not matter here.
  return new WebPeer(url, { rejectUnauthorized: false, ...options });
}

/** Who the server says it is, to somebody who connects now. */
async function serverName(): Promise<unknown> {
  const peer = connect();
  const [{ socket }] = (await once(peer.webSocket, 'upgrade')) as [{ socket: TLSSocket }];
  return socket.getPeerCertificate().subject.CN;
}

test('with the same files, people chat over wss, and stay when the certificate is renewed', async () => {
  await start();
  const ann = await settleIn(connect(), 'Ann');
  expect(await serverName()).toBe('server');
  certificates.install(await certificates.certify('renewed'));
  encryption.reload();
  expect(await serverName()).toBe('renewed');
  const ben = await settleIn(connect(), 'Ben');
  await ann.hearUntil('Ben has joined');
  ann.say('x'.repeat(20_000));
  ann.say('over');
  await ben.hearUntil('[Ann] over');
  ben.webSocket.close(3000);
  await ann.hearUntil('Ben has left');
  expect(await ben.status).toBe(3000);
});

test('who must have a certificate, and has none, is told so in an answer', async () => {
  await start(certificates.ca);
  const stranger = connect();
  stranger.webSocket.on('error', () => undefined);
  const [, response] = (await once(stranger.webSocket, 'unexpected-response')) as [
    unknown,
    NodeJS.ReadableStream & { statusCode: number },
  ];
  expect(response.statusCode).toBe(403);
  const { cert, private: key } = await certificates.certify('Ann');
  await settleIn(connect({ cert, key }), 'Ann');
});
