/** Where a broker is, and what it is told to be let in. */
export interface ServerAddress {
  /** As it may be shown: without credentials. */
  readonly shown: string;
  /** What connects to it: host and port. */
  readonly host: string;
  readonly tls: boolean;
  readonly user: string | undefined;
  /** Alone, it is a token. */
  readonly password: string | undefined;
}

const FORM =
  /^(?:(nats|tls):\/\/)?(?:([^:@/]*)(?::([^@/]*))?@)?(\[[\da-fA-F:.]+\]|[^:@/[\]?#\s]+)(?::(\d{1,5}))?\/?$/;

/**
 * Reads the address of a broker: `nats://10.0.0.5:4222`, `tls://user:password@broker.example`.
 *
 * @returns nothing if it is none
 */
export function parseServerAddress(text: string): ServerAddress | undefined {
  const match = FORM.exec(text.trim());
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
