import type { TLSSocket } from 'node:tls';
import { printable } from '../text/printable';

/** Of a certificate that is right in itself, but whose authority is not among those trusted. */
const UNKNOWN_AUTHORITY = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** What TLS errors hold beside the message. */
type TlsError = NodeJS.ErrnoException & { reason?: string };

/**
 * Why there is no connection over TLS, or none any more, in one printable sentence; `undefined` where
 * TLS is not why.
 *
 * @param isEncrypted whether the handshake came to its end
 * @param fault what the socket has told, if anything
 */
export function explain(
  socket: TLSSocket,
  isEncrypted: boolean,
  fault: TlsError | undefined,
): Error | undefined {
  const reason = sentence(socket, isEncrypted, fault);
  return reason === undefined ? undefined : new Error(reason, { cause: fault });
}

function sentence(
  socket: TLSSocket,
  isEncrypted: boolean,
  fault: TlsError | undefined,
): string | undefined {
  const { code = '', message = '', reason = message } = fault ?? {};
  if (isRefusedCertificate(socket)) {
    if (UNKNOWN_AUTHORITY.has(code)) {
      return "The server's certificate is not from an authority that is trusted here: see --ca.";
    }
    return `The server's certificate does not verify: ${oneLine(message)}.`;
  }
  if (code === 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED') {
    return 'The server asks for a certificate: see --cert and --key.';
  }
  if (code.includes('_ALERT_')) return `The server refuses the TLS handshake: ${oneLine(reason)}.`;
  if (code.startsWith('ERR_SSL_')) return `The server does not speak TLS: ${oneLine(reason)}.`;
  return isEncrypted
    ? undefined
    : 'The TLS handshake did not come to its end: perhaps the server does not speak TLS.';
}

/** The declared type has an error there, but it is one's code, or null. */
function isRefusedCertificate({ authorizationError }: TLSSocket): boolean {
  return Boolean(authorizationError);
}

/** What a certificate says of itself may be anything. */
function oneLine(text: string): string {
  return printable(text).replaceAll('\n', ' ').trim().replace(/[.:]$/, '');
}
