/** Bytes that a ClientHello may have, with the headers of its records. Real ones have 200 to 2000. */
export const MAX_CLIENT_HELLO = 16 * 1024;

const RECORD_HEADER = 5;
const MESSAGE_HEADER = 4;

/** The type of a record that holds a part of a handshake, and the major version of every record. */
const HANDSHAKE = 22;
const MAJOR_VERSION = 3;

const CLIENT_HELLO = 1;
const VERSION_AND_RANDOM = 2 + 32;

const SUPPORTED_VERSIONS = 43;
const KEY_SHARE = 51;
const TLS_1_3 = 0x0304;

/**
 * Reads the ClientHello with which a stream begins (RFC 8446, sections 4 and 5.1), in however many records.
 *
 * @returns the message; or how many bytes there have to be before it is worth to look again; or
 *   `undefined` if the stream begins otherwise, or with one above the limit
 */
export function readClientHello(bytes: Buffer): Buffer | number | undefined {
  const fragments: Buffer[] = [];
  let held = 0;
  let message = MESSAGE_HEADER;
  for (let start = 0; held < message;) {
    const body = start + RECORD_HEADER;
    if (bytes.length > start && bytes[start] !== HANDSHAKE) return undefined;
    if (bytes.length < body) return body;
    const size = bytes.readUInt16BE(start + 3);
    const end = body + size;
    if (bytes[start + 1] !== MAJOR_VERSION || size === 0 || end > MAX_CLIENT_HELLO)
      return undefined;
    if (bytes.length < end) return end;
    fragments.push(bytes.subarray(body, end));
    held += size;
    if (held >= MESSAGE_HEADER) {
      const header = Buffer.concat(fragments, MESSAGE_HEADER);
      if (header[0] !== CLIENT_HELLO) return undefined;
      message = MESSAGE_HEADER + header.readUIntBE(1, 3);
    }
    start = end;
  }
  return Buffer.concat(fragments, message);
}

/**
 * Whether the server may have to ask for another ClientHello (HelloRetryRequest) before it can sign: TLS 1.3
 * is offered, without a key for any of these groups. What makes no sense is not surely without it.
 *
 * @param groups numbers of the groups, of which the server takes whichever has a key
 */
export function mayNeedRetry(hello: Buffer, groups: ReadonlySet<number>): boolean {
  try {
    const extensions = extensionsOf(hello);
    const versions = extensions.get(SUPPORTED_VERSIONS);
    if (versions === undefined) return false;
    let offered = false;
    for (let at = 1; at < versions.length; at += 2)
      offered ||= versions.readUInt16BE(at) === TLS_1_3;
    if (!offered) return false;
    const shares = extensions.get(KEY_SHARE) ?? Buffer.alloc(0);
    for (let at = 2; at < shares.length; at += 4 + shares.readUInt16BE(at + 2)) {
      if (groups.has(shares.readUInt16BE(at))) return false;
    }
    return true;
  } catch {
    return true;
  }
}

/** @throws RangeError if a length points beyond the message */
function extensionsOf(hello: Buffer): Map<number, Buffer> {
  const extensions = new Map<number, Buffer>();
  let at = MESSAGE_HEADER + VERSION_AND_RANDOM;
  at += 1 + hello.readUInt8(at); // the session's id
  at += 2 + hello.readUInt16BE(at); // cipher suites
  at += 1 + hello.readUInt8(at); // compression methods
  if (at === hello.length) return extensions;
  for (at += 2; at < hello.length;) {
    const body = at + 4;
    const end = body + hello.readUInt16BE(at + 2);
    extensions.set(hello.readUInt16BE(at), hello.subarray(body, end));
    at = end;
  }
  return extensions;
}
