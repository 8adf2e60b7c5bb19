import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A certificate that no browser trusts, and its key: as PEM, and the files where they are. */
export async function createCertificate() {
  const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  const folder = mkdtempSync(join(tmpdir(), 'chat-web-'));
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key);
  const remove = (): void => {
    rmSync(folder, { recursive: true });
  };
  return { cert, key, files, remove };
}
