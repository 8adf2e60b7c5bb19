import { isIPv4, isIPv6 } from 'node:net';
import { addressOf, type Peer } from '../connection/peer';

/** Bytes that a header may have; those of a balancer with all that it can tell of TLS have some hundred. */
export const MAX_PROXY_HEADER = 2048;

/** A header of the PROXY protocol that is there as a whole. */
export interface ProxyHeader {
  /** Bytes in it. */
  readonly size: number;
  /** For whom the proxy connects; `undefined` if for itself, or for whom it does not say. */
  readonly source: Peer | undefined;
}

/** The longest line of version 1, its end included. */
const LINE = 107;
const LINE_START = Buffer.from('PROXY ');
const LINE_END = '\r\n';

/** With which version 2 begins. */
const SIGNATURE = Buffer.from('\r\n\r\n\0\r\nQUIT\n');
/** The signature, version and command, the family of the addresses, and the length of what follows. */
const FIXED = 16;

const COMMAND = { local: 0x20, proxy: 0x21 } as const;

/** Families of addresses, in the upper half of a byte, with the bytes of one address. */
const IPV4 = 1;
const IPV6 = 2;
const ADDRESS_SIZE: Readonly<Record<number, number>> = { [IPV4]: 4, [IPV6]: 16 };

/**
 * Reads the header with which a proxy begins (the PROXY protocol of HAProxy, versions 1 and 2).
 *
 * @returns the header; or how many bytes there have to be before it is worth to look again; or `undefined`
 *   if the stream begins otherwise, or with one above the limit
 */
export function readProxyHeader(bytes: Buffer): ProxyHeader | number | undefined {
  if (begins(bytes, SIGNATURE)) return bytes.length < FIXED ? FIXED : readBinary(bytes);
  if (begins(bytes, LINE_START)) return readLine(bytes);
  return undefined;
}

/** Whether the bytes, as far as they are there, begin so. */
function begins(bytes: Buffer, start: Buffer): boolean {
  const size = Math.min(bytes.length, start.length);
  return bytes.subarray(0, size).equals(start.subarray(0, size));
}

function readLine(bytes: Buffer): ProxyHeader | number | undefined {
  const end = bytes.subarray(0, LINE).indexOf(LINE_END);
  if (end === -1) return bytes.length < LINE ? bytes.length + 1 : undefined;
  const size = end + LINE_END.length;
  const [, family = '', address = '', , port = '', ...more] = bytes
    .toString('latin1', 0, end)
    .split(' ');
  if (family === 'UNKNOWN') return { size, source: undefined };
  const isAddress = { TCP4: isIPv4, TCP6: isIPv6 }[family];
  // The addresses and ports of both sides, and nothing else.
  if (isAddress?.(address) !== true || !isPort(port) || more.length !== 1) return undefined;
  return { size, source: { address: addressOf(address), port: Number(port) } };
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

function readBinary(bytes: Buffer): ProxyHeader | number | undefined {
  const size = FIXED + bytes.readUInt16BE(14);
  const command = bytes[12];
  if (size > MAX_PROXY_HEADER) return undefined;
  if (command !== COMMAND.local && command !== COMMAND.proxy) return undefined;
  const family = (bytes[13] ?? 0) >> 4;
  const addressSize = ADDRESS_SIZE[family];
  if (command === COMMAND.local || addressSize === undefined) {
    return bytes.length < size ? size : { size, source: undefined };
  }
  // Two addresses and two ports; what follows is not asked for.
  if (size < FIXED + 2 * addressSize + 4) return undefined;
  if (bytes.length < size) return size;
  const address = bytes.subarray(FIXED, FIXED + addressSize);
  return {
    size,
    source: {
      address: family === IPV4 ? address.join('.') : textOfIPv6(address),
      port: bytes.readUInt16BE(FIXED + 2 * addressSize),
    },
  };
}

/** As the system writes it: the URL parser knows how to shorten it. */
function textOfIPv6(address: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => address.readUInt16BE(2 * index));
  // An IPv4 address stands as such.
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return address.subarray(12).join('.');
  }
  const text = groups.map((group) => group.toString(16)).join(':');
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}
