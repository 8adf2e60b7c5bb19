import { STATUS_CODES } from 'node:http';

/** With every answer: nothing may be read into it, and nothing of it is told to others. */
export const PRUDENCE = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  Connection: 'close',
} as const;

/** An answer of one line, as the bytes that it is on the wire. */
export function line(status: number, text: string, headers: Record<string, string> = {}): string {
  const body = `${text}\n`;
  const all = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    ...PRUDENCE,
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`;
}
