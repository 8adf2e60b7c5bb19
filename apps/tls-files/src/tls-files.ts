import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** A certificate and its key, in PEM form, as `node:tls` takes them. */
export interface Identity {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** What the files of an identity hold. */
export interface IdentityFiles {
  readonly identity: Identity;
  /** That the certificate is not valid now, in one line, if it is not. */
  readonly outOfTime: string | undefined;
}

/**
 * Reads who one is, in PEM form.
 *
 * @param cert the file of the certificate, and after it those between it and its authority
 * @param key the file of its private key, unencrypted
 * @throws Error that says in one line which file cannot be used, and why
 */
export function readIdentity(cert: string, key: string): IdentityFiles {
  const { pem, certificate } = readCertificate(cert);
  const identity = { cert: pem, key: read(key) };
  try {
    createSecureContext(identity);
  } catch (error) {
    const { message, reason = message } = error as Error & { reason?: string };
    throw new Error(`${key} is not the unencrypted key of ${cert}: ${reason}.`, { cause: error });
  }
  return { identity, outOfTime: outOfTime(certificate, cert) };
}

/**
 * Reads the certificates of authorities to trust, in PEM form.
 *
 * @throws Error that says in one line why the file cannot be used
 */
export function readAuthorities(file: string): Buffer {
  return readCertificate(file).pem;
}

function outOfTime({ validFrom, validTo }: X509Certificate, file: string): string | undefined {
  const now = Date.now();
  if (now > Date.parse(validTo)) return `The certificate in ${file} has expired, on ${validTo}.`;
  if (now < Date.parse(validFrom)) return `The certificate in ${file} is valid from ${validFrom}.`;
  return undefined;
}

/** The first certificate of a file is looked at; without one, the others would be passed over too. */
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
