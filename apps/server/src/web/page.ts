import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { PRUDENCE } from './answer';

/** What a file is, by the end of its name. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** What the page may load and do: what comes from where it came from, and nothing that is written into it. */
const POLICY = [
  "default-src 'none'",
  ...['script-src', 'style-src', 'img-src', 'font-src', 'manifest-src', 'connect-src'].map(
    (what) => `${what} 'self'`,
  ),
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Files in this folder have a hash of their content in their names. */
const HASHED = '/assets/';

interface PageFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** The page, all of it in memory: no path that anybody asks for is looked up in the file system. */
export class Page {
  readonly #files: ReadonlyMap<string, PageFile>;

  /**
   * @param folder what was built of the page; `index.html` is at `/`
   * @throws the system's error, such as `ENOENT`
   */
  constructor(folder: string) {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
    this.#files = new Map(
      names.map((name) => {
        const path = name.replaceAll(sep, '/').replace(/^\/index\.html$/, '/');
        return [path, fileOf(path, readFileSync(join(folder, name)))];
      }),
    );
  }

  /** Answers a request for it, or for what is not there. */
  answer({ method = '', url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const file = this.#files.get(url.split('?', 1)[0] ?? '');
    if (method !== 'GET' && method !== 'HEAD') {
      say(response, 405, 'Only GET and HEAD are answered.', { Allow: 'GET, HEAD' });
    } else if (file === undefined) {
      say(response, 404, 'There is a page at /, and a WebSocket at /chat.');
    } else if (headers['if-none-match'] === file.headers['ETag']) {
      response.writeHead(304, file.headers).end();
    } else {
      response.writeHead(200, { ...file.headers, 'Content-Length': file.body.length });
      response.end(file.body);
    }
  }
}

/** Answers with one line. */
export function say(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  const body = Buffer.from(`${text}\n`);
  const type = { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': body.length };
  response.writeHead(status, { ...type, ...PRUDENCE, ...headers }).end(body);
}

function fileOf(path: string, body: Buffer): PageFile {
  const type = path === '/' ? '.html' : extname(path);
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  return {
    body,
    headers: {
      'Content-Type': TYPES[type] ?? 'application/octet-stream',
      'Content-Security-Policy': POLICY,
      'Cache-Control': path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: etag,
      ...PRUDENCE,
    },
  };
}
