import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createAccount,
  createOperator,
  createUser,
  encodeAccount,
  encodeOperator,
  encodeUser,
  fmtCreds,
} from '@nats-io/jwt';
import { type Rights } from './rights';

/** What a broker in operator mode trusts, and the credentials file of the one user that it lets in. */
export interface Credentials {
  /** Lines of the broker's configuration. */
  readonly lines: readonly string[];
  readonly file: string;
}

/** Of all that an account may have, as much as it likes: what is not named, is none. */
const UNLIMITED = {
  ...{ conn: -1, subs: -1, data: -1, payload: -1 },
  ...{ mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 },
};

/** Makes an operator, an account with JetStream and a user of it, each with a JWT that the one before signed. */
export async function makeCredentials(folder: string, rights: Rights): Promise<Credentials> {
  const [operator, system, account, user] = [
    createOperator(),
    createAccount(),
    createAccount(),
    createUser(),
  ];
  const signer = { signer: operator };
  const accounts = [
    [system.getPublicKey(), await encodeAccount('SYS', system, {}, signer)],
    [account.getPublicKey(), await encodeAccount('CHAT', account, { limits: UNLIMITED }, signer)],
  ];
  const allowed = { pub: { allow: [...rights.publish] }, sub: { allow: [...rights.subscribe] } };
  const file = join(folder, 'server.creds');
  await writeFile(file, fmtCreds(await encodeUser('server', user, account, allowed), user), {
    mode: 0o600,
  });
  const lines = [
    `operator: ${await encodeOperator('test', operator)}`,
    `system_account: ${system.getPublicKey()}`,
    'resolver: MEMORY',
    `resolver_preload: { ${accounts.map((each) => each.join(': ')).join(', ')} }`,
  ];
  return { lines, file };
}
