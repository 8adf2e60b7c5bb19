import { openBrowser, type Browser } from '@chat/browser';
import { makeCertificate, type CertificateFiles } from '@chat/loopback/certificate';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChatServer } from './testing/chat-server';
import { PathProxy } from './testing/path-proxy';
import { Visitor } from './testing/visitor';

let browser: Browser;
let certificate: CertificateFiles;
const folder = mkdtempSync(join(tmpdir(), 'chat-web-'));

beforeAll(async () => {
  browser = await openBrowser();
  certificate = await makeCertificate(folder);
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Two people chat on a page. */
async function chat(url: string): Promise<void> {
  const untrusted = { ignoreHTTPSErrors: true };
  const panda = await Visitor.enter(browser, url, 'Panda', untrusted);
  const alice = await Visitor.enter(browser, url, 'Alice', untrusted);
  await panda.create('tea');
  await alice.join('tea');
  await panda.hears('Alice has joined');
  await alice.say('hi');
  await panda.hears('hi');
  expect([...panda.complaints, ...alice.complaints]).toEqual([]);
  await panda.close();
  await alice.close();
}

test('over TLS the page is the same', async () => {
  const server = await ChatServer.run(certificate);
  await chat(server.url);
  await server.end();
});

test('behind a proxy that ends TLS and has it under a path, the page is the same', async () => {
  const server = await ChatServer.run();
  const proxy = await PathProxy.run(certificate, Number(new URL(server.url).port));
  await chat(proxy.url);
  await proxy.end();
  await server.end();
});
