import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions } from 'node:tls';

/** The files of TLS, all in PEM form. */
export interface TlsFiles {
  /** The server's certificate, and after it those between it and its authority. */
  readonly cert: string;
  /** Its private key, unencrypted. */
  readonly key: string;
  /** Certificates of the authorities from one of which every client must have its own. */
  readonly ca: string | undefined;
}

/** What the files hold. */
export interface TlsIdentity {
  readonly context: SecureContextOptions;
  /** That the certificate is not valid now, in one line, if it is not. */
  readonly outOfTime: string | undefined;
}

/** @throws Error that says in one line which file cannot be used, and why */
export function readFiles({ cert, key, ca }: TlsFiles): TlsIdentity {
  const own = readCertificate(cert);
  const context: SecureContextOptions = {
    cert: own.pem,
    key: read(key),
    ...(ca !== undefined && { ca: readCertificate(ca).pem }),
    minVersion: 'TLSv1.2',
  };
  try {
    createSecureContext(context);
  } catch (error) {
    const { message, reason = message } = error as Error & { reason?: string };
    throw new Error(`${key} is not the unencrypted key of ${cert}: ${reason}.`, { cause: error });
  }
  return { context, outOfTime: outOfTime(own.certificate, cert) };
}

function outOfTime({ validFrom, validTo }: X509Certificate, file: string): string | undefined {
  const now = Date.now();
  if (now > Date.parse(validTo)) return `The certificate in ${file} has expired, on ${validTo}.`;
  if (now < Date.parse(validFrom)) return `The certificate in ${file} is valid from ${validFrom}.`;
  return undefined;
}

function readCertificate(file: string): { pem: Buffer; certificate: X509Certificate } {
  const pem = read(file);
  try {
    return { pem, certificate: new X509Certificate(pem) };
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
