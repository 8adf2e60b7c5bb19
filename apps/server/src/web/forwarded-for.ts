import forwarded from 'forwarded';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { addressOf } from '../connection/peer';
import type { TrustedProxies } from '../listen/trusted-proxies';

/**
 * For whom a proxy passes a request on: of those that `X-Forwarded-For` names, from the last on, the first that is
 * no trusted proxy. What stands before it could have been written by anybody.
 *
 * @param address where the request comes from
 */
export function clientOf(
  request: IncomingMessage,
  address: string,
  proxies: TrustedProxies,
): string {
  let client = address;
  for (const previous of forwarded(request).slice(1).map(addressOf)) {
    if (!proxies.has(client) || isIP(previous) === 0) break;
    client = previous;
  }
  return client;
}
