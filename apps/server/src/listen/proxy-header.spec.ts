import fc from 'fast-check';
import { isIPv4 } from 'node:net';
import { MAX_PROXY_HEADER, readProxyHeader } from './proxy-header';

const SIGNATURE = Buffer.from('0d0a0d0a000d0a515549540a', 'hex');

function binary(command: number, family: number, body: Uint8Array): Buffer {
  const fixed = Buffer.concat([SIGNATURE, Buffer.from([command, family, 0, 0])]);
  fixed.writeUInt16BE(body.length, 14);
  return Buffer.concat([fixed, body]);
}

/** The bytes of an address, groups of IPv6 by their numbers. */
function bytesOf(address: string, groups: readonly number[]): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  const bytes = Buffer.alloc(16);
  groups.forEach((group, index) => bytes.writeUInt16BE(group, 2 * index));
  return bytes;
}

const port = fc.integer({ min: 0, max: 65_535 });
const ipv6 = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })
  // An IPv4 address in one of IPv6 is read as such.
  .filter((groups) => groups.some((group, index) => index < 5 && group > 0))
  .map((groups) => ({
    groups,
    address: new URL(
      `http://[${groups.map((group) => group.toString(16)).join(':')}]`,
    ).hostname.slice(1, -1),
  }));
const end = fc.oneof(
  fc.ipV4().map((address) => ({ address, groups: [] as number[] })),
  ipv6,
);

/** A header, and whom it names. */
const header = fc
  .record({ end, port, more: fc.uint8Array({ maxLength: 300 }), isText: fc.boolean() })
  .map(({ end: { address, groups }, port, more, isText }) => {
    const source = { address, port };
    const isOld = isIPv4(address);
    if (isText) {
      const text = `PROXY TCP${isOld ? 4 : 6} ${address} ${address} ${port} 443\r\n`;
      return { source, bytes: Buffer.from(text) };
    }
    const ends = [bytesOf(address, groups), bytesOf(address, groups)];
    const ports = Buffer.from([port >> 8, port & 0xff, 1, 187]);
    const body = Buffer.concat([...ends, ports, more]);
    return { source, bytes: binary(0x21, isOld ? 0x11 : 0x21, body) };
  });

test('a header is read once it is whole, whatever comes behind it, and no sooner', () => {
  fc.assert(
    fc.property(header, fc.uint8Array({ maxLength: 300 }), ({ bytes, source }, rest) => {
      const size = bytes.length;
      expect(readProxyHeader(Buffer.concat([bytes, rest]))).toEqual({ size, source });
      for (let length = 0; length < size; length++) {
        const needed = readProxyHeader(bytes.subarray(0, length));
        expect(needed).toBeGreaterThan(length);
        expect(needed).toBeLessThanOrEqual(size);
      }
    }),
  );
});

test('any bytes are read, and never as more than they are', () => {
  const begun = fc
    .tuple(fc.constantFrom(SIGNATURE, Buffer.from('PROXY ')), fc.uint8Array({ maxLength: 300 }))
    .map((parts) => Buffer.concat(parts));
  fc.assert(
    fc.property(
      fc.oneof(
        begun,
        fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      ),
      (bytes) => {
        const read = readProxyHeader(bytes);
        if (typeof read === 'object') expect(read.size).toBeLessThanOrEqual(bytes.length);
        else if (read !== undefined) {
          expect(read).toBeGreaterThan(bytes.length);
          expect(read).toBeLessThanOrEqual(MAX_PROXY_HEADER);
        }
      },
    ),
  );
});

test.each([
  ['a health check', binary(0x20, 0, Buffer.alloc(0))],
  ['a health check with addresses', binary(0x20, 0x11, Buffer.alloc(12))],
  ['a proxy that does not know', Buffer.from('PROXY UNKNOWN\r\n')],
  ['one that does not know, and says more', Buffer.from('PROXY UNKNOWN ::1 ::1 1 1\r\n')],
  ['a socket that is a file', binary(0x21, 0x31, Buffer.alloc(216))],
  ['no family', binary(0x21, 0, Buffer.alloc(0))],
])('%s names nobody', (_, bytes) => {
  expect(readProxyHeader(bytes)).toEqual({ size: bytes.length, source: undefined });
});

test.each([
  ['a name', Buffer.from('Alice'.padEnd(200))],
  ['a line that does not end', Buffer.from(`PROXY TCP4 ${' '.repeat(100)}`)],
  ['no addresses', Buffer.from('PROXY TCP4\r\n')],
  ['a port that is none', Buffer.from('PROXY TCP4 192.0.2.1 192.0.2.2 65536 1\r\n')],
  ['an address of the other family', Buffer.from('PROXY TCP4 ::1 ::1 1 1\r\n')],
  ['an address that is none', Buffer.from('PROXY TCP4 192.0.2.256 192.0.2.1 1 1\r\n')],
  ['too many words', Buffer.from('PROXY TCP4 192.0.2.1 192.0.2.1 1 1 1\r\n')],
  ['an unknown protocol', Buffer.from('PROXY UDP4 192.0.2.1 192.0.2.1 1 1\r\n')],
  ['another version', binary(0x11, 0x11, Buffer.alloc(12))],
  ['another command', binary(0x22, 0x11, Buffer.alloc(12))],
  ['too little for the addresses', binary(0x21, 0x11, Buffer.alloc(11))],
  ['too much', binary(0x21, 0x11, Buffer.alloc(MAX_PROXY_HEADER))],
])('%s is no header', (_, bytes) => {
  expect(readProxyHeader(bytes)).toBeUndefined();
});

test('an IPv4 address in one of IPv6 is the same', () => {
  const mapped = Buffer.concat([Buffer.alloc(10), Buffer.from([255, 255, 192, 0, 2, 1])]);
  const bytes = binary(0x21, 0x21, Buffer.concat([mapped, mapped, Buffer.from([0, 7, 0, 8])]));
  const source = { address: '192.0.2.1', port: 7 };
  expect(readProxyHeader(bytes)).toEqual({ size: bytes.length, source });
  const text = Buffer.from('PROXY TCP6 ::FFFF:192.0.2.1 ::1 7 8\r\n');
  expect(readProxyHeader(text)).toEqual({ size: text.length, source });
});
