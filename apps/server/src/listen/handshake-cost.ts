import { constants } from 'node:crypto';
import { createSecureContext, DEFAULT_CIPHERS, type SecureContextOptions } from 'node:tls';

/**
 * Groups in which a key is agreed upon, with their numbers. Those whose arithmetic takes some tens of
 * microseconds: a client chooses among them, and with P-384 it would choose a millisecond.
 */
const CANDIDATES = [
  ['X25519MLKEM768', 0x11ec],
  ['X25519', 0x001d],
  ['P-256', 0x0017],
] as const;

const KNOWN = CANDIDATES.filter(([name]) => isKnown(name));

/** The numbers of the groups that are taken. */
export const GROUPS: ReadonlySet<number> = new Set(KNOWN.map(([, number]) => number));

/**
 * Has the private key used once in a handshake, at its beginning: not for another handshake on the same
 * connection, nor to decrypt what a client sends later (RSA without Diffie-Hellman).
 */
export const ONE_SIGNATURE: SecureContextOptions = {
  ciphers: `${DEFAULT_CIPHERS}:!kRSA`,
  ecdhCurve: KNOWN.map(([name]) => name).join(':'),
  secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
};

/** Whether this OpenSSL has the group. */
function isKnown(group: string): boolean {
  try {
    createSecureContext({ ecdhCurve: group });
    return true;
  } catch {
    return false;
  }
}
