import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { line } from './answer';

/** Where the WebSocket is. */
const PATH = '/chat';

/** The version of RFC 6455, the only one there is. */
const VERSION = '13';

const KEY = /^[+/\d a-z]{22}==$/i;

/** What every server adds to the key (RFC 6455, section 1.3). */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** What is wrong with a request for a WebSocket, as an answer; `undefined` if nothing is. */
export function faultOfUpgrade(request: IncomingMessage): string | undefined {
  const { method, url, headers, httpVersion } = request;
  if (url?.split('?', 1)[0] !== PATH) return line(404, `There is a WebSocket at ${PATH} only.`);
  if (method !== 'GET') {
    return line(405, 'A WebSocket is asked for with GET.', { Allow: 'GET' });
  }
  if (httpVersion !== '1.1' || headers.host === undefined) {
    return line(400, 'A WebSocket is asked for in HTTP/1.1, of a host.');
  }
  if (headers.upgrade?.toLowerCase() !== 'websocket') {
    return line(400, 'Only to a WebSocket can the connection be upgraded.');
  }
  if (headers['sec-websocket-version'] !== VERSION) {
    const version = { 'Sec-WebSocket-Version': VERSION };
    return line(426, `This is WebSocket version ${VERSION}.`, version);
  }
  if (!KEY.test(headers['sec-websocket-key'] ?? '')) {
    return line(400, 'Sec-WebSocket-Key must be 16 bytes in Base64.');
  }
  return undefined;
}

/**
 * The answer that makes a connection a WebSocket (RFC 6455, section 4.2.2). No extension and no
 * subprotocol is taken.
 */
export function acceptUpgrade({ headers }: IncomingMessage): string {
  const key = headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
  return (
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    `Sec-WebSocket-Accept: ${accept}\r\n\r\n`
  );
}
