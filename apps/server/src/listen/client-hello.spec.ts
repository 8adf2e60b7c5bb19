import fc from 'fast-check';
import type { ConnectionOptions } from 'node:tls';
import { clientHello, RETRIES } from '../testing/test-hello';
import { MAX_CLIENT_HELLO, mayNeedRetry, readClientHello } from './client-hello';
import { GROUPS } from './handshake-cost';

const RECORD_HEADER = 5;

const WITHOUT_TLS_1_3: ConnectionOptions = { maxVersion: 'TLSv1.2', ...RETRIES };

let stream: Buffer;

beforeAll(async () => {
  stream = await clientHello();
});

/** The same message in records of these sizes, the last of which has the rest. */
function inRecords(message: Buffer, sizes: readonly number[]): Buffer {
  const records: Buffer[] = [];
  let start = 0;
  for (const size of [...sizes, message.length]) {
    const part = message.subarray(start, start + size);
    if (part.length > 0)
      records.push(Buffer.from([22, 3, 1, part.length >> 8, part.length & 255]), part);
    start += part.length;
  }
  return Buffer.concat(records);
}

test('is read in however many records it comes, and whoever looks when told to finds it', () => {
  const message = stream.subarray(RECORD_HEADER);
  const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 30 });
  const behind = fc.uint8Array({ maxLength: 10 });
  fc.assert(
    fc.property(sizes, behind, (cuts, more) => {
      const records = inRecords(message, cuts);
      const bytes = Buffer.concat([records, more]);
      let there = 0;
      for (;;) {
        const read = readClientHello(bytes.subarray(0, there));
        if (typeof read !== 'number') {
          expect(read).toEqual(message);
          expect(there).toBe(records.length);
          return;
        }
        expect(read).toBeGreaterThan(there);
        expect(read).toBeLessThanOrEqual(records.length);
        there = read;
      }
    }),
  );
});

test.each<[string, (hello: Buffer) => Buffer]>([
  ['text', () => Buffer.from('Alice'.padEnd(200))],
  ['another record', (hello) => Buffer.concat([Buffer.from([23]), hello.subarray(1)])],
  ['another version', (hello) => Buffer.concat([Buffer.from([22, 2]), hello.subarray(2)])],
  ['another message', () => Buffer.from([22, 3, 1, 0, 4, 2, 0, 0, 0])],
  ['an empty record', () => Buffer.from([22, 3, 1, 0, 0])],
  ['a record without end', () => Buffer.from([22, 3, 1, 255, 255])],
  ['another record in its midst', () => Buffer.from([22, 3, 1, 0, 1, 1, 21, 3, 1, 0, 2])],
  [
    'a long message',
    () =>
      inRecords(Buffer.from([1, 0, 255, 255, ...Buffer.alloc(65535)]), Array<number>(9).fill(8000)),
  ],
])('%s is none', (_, bytes) => {
  const hello = Buffer.concat([bytes(stream), Buffer.alloc(200)]);
  expect(readClientHello(hello)).toBeUndefined();
});

test('any bytes are a ClientHello, none, or too few', () => {
  const start = fc.constantFrom([], [22], [22, 3, 3, 0, 40, 1, 0, 0, 36]);
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 400 }), (head, tail) => {
      const bytes = Buffer.from([...head, ...tail]);
      const read = readClientHello(bytes);
      if (typeof read === 'number') {
        expect(read).toBeGreaterThan(bytes.length);
        expect(read).toBeLessThanOrEqual(MAX_CLIENT_HELLO);
      } else if (read !== undefined) mayNeedRetry(read, GROUPS);
    }),
  );
});

test.each<[string, ConnectionOptions, boolean]>([
  ['a key of X25519', { ecdhCurve: 'X25519' }, false],
  ['a key of P-256', { ecdhCurve: 'P-256' }, false],
  ['a key of P-384', RETRIES, true],
  ['no TLS 1.3', WITHOUT_TLS_1_3, false],
])('of a client with %s, another may be asked for: %s', async (_, options, expected) => {
  const hello = readClientHello(await clientHello(options)) as Buffer;
  expect(mayNeedRetry(hello, GROUPS)).toBe(expected);
  // What is cut off is not understood.
  if (!expected) expect(mayNeedRetry(hello.subarray(0, 60), GROUPS)).toBe(true);
});
