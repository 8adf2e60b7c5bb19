import { readAuthorities, readIdentity } from '@chat/tls-files';
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
  const authorities = ca === undefined ? {} : { ca: readAuthorities(ca) };
  if (cert === undefined || key === undefined) return createSecureContext(authorities);
  const { identity, outOfTime } = readIdentity(cert, key);
  if (outOfTime !== undefined) throw new Error(outOfTime);
  return createSecureContext({ ...authorities, ...identity });
}
