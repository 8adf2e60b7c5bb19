import { readAuthorities, readIdentity } from '@chat/tls-files';
import { isIP, type Socket } from 'node:net';
import { connect, createSecureContext, type SecureContext } from 'node:tls';
import type { Call, Dial } from './call';
import { bareHost, reach } from './reach';
import { explain } from './tls-fault';

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
  return async (address, signal) => {
    const secureContext = readContext(files);
    const tcp = await reach(address, signal);
    return shakeHands(tcp, bareHost(address.host), secureContext, signal);
  };
}

function shakeHands(
  tcp: Socket,
  host: string,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<Call> {
  // Servers are asked for by name (SNI); an address is none.
  const servername = isIP(host) === 0 ? host : '';
  const socket = connect({ socket: tcp, host, servername, secureContext });
  let isEncrypted = false;
  let fault: Error | undefined;
  socket.on('error', (error: Error) => (fault ??= error));
  const reason = (): Error | undefined => explain(socket, isEncrypted, fault);
  const giveUp = (): void => {
    socket.destroy();
  };
  signal.addEventListener('abort', giveUp);
  return new Promise((resolve, reject) => {
    socket.once('secureConnect', () => {
      isEncrypted = true;
      signal.removeEventListener('abort', giveUp);
      resolve({ socket, reason });
    });
    socket.once('close', () => {
      reject(reason() ?? new Error('The connection is over.'));
    });
  });
}

/** @throws Error that says in one line which file cannot be used, and why */
function readContext({ ca, cert, key }: TlsFiles): SecureContext {
  const authorities = ca === undefined ? {} : { ca: readAuthorities(ca) };
  if (cert === undefined || key === undefined) return createSecureContext(authorities);
  const { identity, outOfTime } = readIdentity(cert, key);
  if (outOfTime !== undefined) throw new Error(outOfTime);
  return createSecureContext({ ...authorities, ...identity });
}
