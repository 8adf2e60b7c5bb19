import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate, type GenerateResult, type SelfsignedOptions } from 'selfsigned';
import type { TlsFiles } from '../listen/tls';

const DAY = 24 * 60 * 60 * 1000;

/** A certificate with these options has expired. */
export const EXPIRED = { notBeforeDate: new Date(0), notAfterDate: new Date(Date.now() - DAY) };

/** A certificate that is its own authority. */
export async function selfSign(
  name: string,
  options: SelfsignedOptions = {},
): Promise<GenerateResult> {
  return generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'basicConstraints', cA: true }],
    ...options,
  });
}

/** An authority, and the files in which a server reads it and its own certificate. */
export class TestCertificates {
  readonly authority: GenerateResult;
  /** Of the server, without an authority for its clients. */
  readonly files: TlsFiles;
  readonly ca: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'chat-server-'));

  private constructor(authority: GenerateResult) {
    this.authority = authority;
    this.files = {
      cert: join(this.#folder, 'cert.pem'),
      key: join(this.#folder, 'key.pem'),
      ca: undefined,
    };
    this.ca = join(this.#folder, 'ca.pem');
    this.trust(authority);
  }

  /** With a certificate for the server from the authority. */
  static async create(): Promise<TestCertificates> {
    const certificates = new TestCertificates(await selfSign('Authority'));
    certificates.install(await certificates.certify('server'));
    return certificates;
  }

  /** A certificate from the authority. */
  async certify(name: string, options: SelfsignedOptions = {}): Promise<GenerateResult> {
    const { private: key, cert } = this.authority;
    return selfSign(name, { ca: { key, cert }, extensions: [], ...options });
  }

  /** Puts a certificate where the server reads its own. */
  install({ cert, private: key }: GenerateResult): void {
    writeFileSync(this.files.cert, cert);
    writeFileSync(this.files.key, key);
  }

  /** Puts an authority where the server reads that of its clients. */
  trust({ cert }: GenerateResult): void {
    writeFileSync(this.ca, cert);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
