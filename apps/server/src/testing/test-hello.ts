import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { connect, type ConnectionOptions } from 'node:tls';

/** The ClientHello of a client with these options, as it sends it. */
export async function clientHello(options: ConnectionOptions = {}): Promise<Buffer> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const client = connect({ port, ...options }).on('error', () => undefined);
  const [accepted] = (await once(listener, 'connection')) as [Socket];
  const [hello] = (await once(accepted, 'data')) as [Buffer];
  client.destroy();
  accepted.destroy();
  listener.close();
  return hello;
}

/** A client that offers TLS 1.3 with a key of a group that the server does not take. */
export const RETRIES: ConnectionOptions = { ecdhCurve: 'P-384:X25519' };
