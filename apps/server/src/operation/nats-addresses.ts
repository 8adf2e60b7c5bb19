import type { NodeAddress } from '@chat/cluster';

const FORM =
  /^(?:(nats|tls):\/\/)?(?:([^:@/]*)(?::([^@/]*))?@)?(\[[\da-fA-F:.]+\]|[^:@/[\]?#\s]+)(?::(\d{1,5}))?\/?$/;

/**
 * Reads the addresses of a broker's nodes: `nats://10.0.0.5:4222,tls://user:password@broker.example`.
 *
 * @returns nothing if one of them is none
 */
export function parseNatsAddresses(text: string): readonly NodeAddress[] | undefined {
  const addresses = text.split(',').map((address) => parse(address.trim()));
  return addresses.every((address) => address !== undefined) ? addresses : undefined;
}

function parse(text: string): NodeAddress | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, scheme = 'nats', user, password, name = '', port = '4222'] = match;
  if (Number(port) > 65_535 || Number(port) === 0) return undefined;
  const host = `${name}:${port}`;
  try {
    const token = user !== undefined && password === undefined;
    return {
      shown: `${scheme}://${host}`,
      host,
      tls: scheme === 'tls',
      user: user === undefined || token ? undefined : decodeURIComponent(user),
      password: decode(token ? user : password),
    };
  } catch {
    return undefined;
  }
}

function decode(text: string | undefined): string | undefined {
  return text === undefined ? undefined : decodeURIComponent(text);
}
