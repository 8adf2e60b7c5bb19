import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP, Socket } from 'node:net';
import { connect, createSecureContext, type SecureContext } from 'node:tls';
import type { Address, Call, Dial } from './call';
import { explain, type Progress } from './tls-fault';

/** The files of TLS, all in PEM form. */
export interface TlsFiles {
  /** Certificates of the authorities to trust, in the place of those that Node.js knows. */
  readonly ca?: string;
  /** The client's certificate, and after it those between it and its authority. */
  readonly cert?: string;
  /** The private key of {@link cert}. */
  readonly key?: string;
}

/**
 * Calls over TLS 1.2 or newer. The server has to have a certificate for the host as it was typed, from
 * a trusted authority.
 */
export function secureDial(files: TlsFiles): Dial {
  return (address) => {
    try {
      return begin(address, readContext(files));
    } catch (error) {
      const { message } = error as Error;
      const socket = new Socket().destroy();
      return { socket, answered: 'secureConnect', reason: () => message };
    }
  };
}

function begin({ host, port }: Address, secureContext: SecureContext): Call {
  // Servers are asked for by name (SNI); an address is none.
  const servername = isIP(host) === 0 ? host : '';
  const socket = connect({ host, port: Number(port), servername, secureContext });
  socket.setNoDelay(true);
  let progress: Progress = 'begun';
  let fault: Error | undefined;
  socket.once('connect', () => (progress = 'connected'));
  socket.once('secureConnect', () => (progress = 'encrypted'));
  socket.once('error', (error: Error) => (fault = error));
  return { socket, answered: 'secureConnect', reason: () => explain(socket, progress, fault) };
}

/** @throws Error that says in one line which file cannot be used, and why */
function readContext({ ca, cert, key }: TlsFiles): SecureContext {
  const authority = ca === undefined ? {} : { ca: readCertificate(ca).pem };
  if (cert === undefined || key === undefined) return createSecureContext(authority);
  const { pem, validTo } = readCertificate(cert);
  if (Date.parse(validTo) < Date.now()) {
    throw new Error(`The certificate in ${cert} has expired, on ${validTo}.`);
  }
  const keyPem = read(key);
  try {
    return createSecureContext({ ...authority, cert: pem, key: keyPem });
  } catch (error) {
    const { message, reason = message } = error as Error & { reason?: string };
    throw new Error(`${key} is not the unencrypted key of ${cert}: ${reason}.`, { cause: error });
  }
}

/** The first certificate of a file is looked at; without one, the others would be passed over too. */
function readCertificate(file: string): { pem: Buffer; validTo: string } {
  const pem = read(file);
  try {
    return { pem, validTo: new X509Certificate(pem).validTo };
  } catch (error) {
    throw new Error(`There is no certificate in PEM form in ${file}.`, { cause: error });
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`Cannot read ${file}: ${code ?? String(error)}.`, { cause: error });
  }
}
