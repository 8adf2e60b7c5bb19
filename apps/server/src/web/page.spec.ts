import { request, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { FILES, pageFolder } from '../testing/test-page';
import { startWeb, stopServers } from '../testing/test-web-server';
import { Page } from './page';

const page = new Page(pageFolder());
let port: number;

beforeEach(async () => {
  ({ webPort: port } = await startWeb(page, { webOrigin: ['chat.example.org'] }));
});

afterEach(stopServers);

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path, method, headers }, (response) => {
      const { statusCode: status, headers } = response;
      text(response).then((body) => {
        resolve({ status, headers, body });
      }, reject);
    })
      .on('error', reject)
      .end();
  });
}

test('the page is at /, without anything written into it, and asked for again each time', async () => {
  const { status, headers, body } = await ask('/');
  expect(status).toBe(200);
  expect(body).toBe(FILES['index.html']);
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
      "manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  });
  const again = await ask('/', 'GET', { 'If-None-Match': headers.etag ?? '' });
  expect(again).toMatchObject({ status: 304, body: '' });
  const newer = await ask('/', 'GET', { 'If-None-Match': '"older"' });
  expect(newer).toMatchObject({ status: 200, body: FILES['index.html'] });
  expect((await ask('/?name=Ann')).body).toBe(FILES['index.html']);
});

test('what has a hash in its name is kept for ever', async () => {
  const { headers, body } = await ask('/assets/index-Ab12.js');
  expect(body).toBe(FILES['assets/index-Ab12.js']);
  expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test('HEAD is GET without the page', async () => {
  const { status, headers, body } = await ask('/', 'HEAD');
  expect({ status, body }).toEqual({ status: 200, body: '' });
  expect(headers['content-length']).toBe(String(FILES['index.html'].length));
});

test.each([
  '/index.html',
  '/nothing',
  '/chat',
  '/assets/',
  '/../package.json',
  '/%2e%2e/package.json',
  '/assets/../index.html',
  '//',
])('%s is answered with 404, in one line', async (path) => {
  const { status, body } = await ask(path);
  expect(status).toBe(404);
  expect(body).toBe('There is a page at /, and a WebSocket at /chat.\n');
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is answered with 405', async (method) => {
  const { status, headers, body } = await ask('/', method);
  expect(status).toBe(405);
  expect(headers.allow).toBe('GET, HEAD');
  expect(body).toBe('Only GET and HEAD are answered.\n');
});

test.each([
  'localhost:8080',
  '127.0.0.1',
  '[::1]:8080',
  '192.0.2.1',
  'chat.example.org',
  'Chat.Example.Org:1',
])('a browser may know this server as %s', async (host) => {
  expect((await ask('/', 'GET', { Host: host })).status).toBe(200);
});

test.each(['evil.example', 'localhost.evil.example', 'chat.example.org.evil.example'])(
  'a browser must not know it as %s, and the answer says what to do',
  async (host) => {
    const { status, body } = await ask('/', 'GET', { Host: host });
    expect(status).toBe(403);
    expect(body).toBe(
      `This server does not know itself as ${host}: start it with --web-origin ${host}\n`,
    );
  },
);
