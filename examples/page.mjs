// Serves page.html, and the library that it imports: page.mjs <port>
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const page = new URL('page.html', import.meta.url);
const library = new URL('.', import.meta.resolve('@chat/framing'));

const server = createServer(async ({ url }, response) => {
  const [, module] = /^\/framing\/(\w+\.js)$/.exec(url) ?? [];
  if (url !== '/' && module === undefined) return response.writeHead(404).end();
  const file = module === undefined ? page : new URL(module, library);
  const type = module === undefined ? 'text/html' : 'text/javascript';
  response.setHeader('content-type', type).end(await readFile(fileURLToPath(file)));
});
server.listen(Number(process.argv[2] ?? '8080'), 'localhost', () => {
  console.log(`Open http://localhost:${server.address().port}/`);
});
